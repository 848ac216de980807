import type { Locator } from '@playwright/test';

/**
 * Replaces the text of a policy editor by keyboard. Filling it only changes the DOM selection, and an editor that is showing
 * findings restores its cursor, so the text would be appended.
 */
export async function writeInto(editor: Locator, text: string): Promise<void> {
  await editor.click();
  await editor.press('ControlOrMeta+a');
  await editor.page().keyboard.insertText(text);
}
