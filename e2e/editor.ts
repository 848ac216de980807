import type { Locator } from '@playwright/test';

/**
 * Replaces the text of a policy editor as a person does, with the keyboard. Filling it selects in the document alone, and an editor that
 * shows its findings at that moment puts its own cursor back: the text would be added to the old one.
 */
export async function writeInto(editor: Locator, text: string): Promise<void> {
  await editor.click();
  await editor.press('ControlOrMeta+a');
  await editor.page().keyboard.insertText(text);
}
