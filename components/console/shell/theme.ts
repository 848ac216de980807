export const THEMES = ['light', 'dark', 'system'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export const THEME_COOKIE = 'gatehouse-theme';

/** Returns the theme in the cookie's value; an unknown value means the system's theme. */
export function parseTheme(value: string | undefined): ThemeChoice {
  return THEMES.find((theme) => theme === value) ?? 'system';
}

/** Returns the value of `<html data-theme>`; undefined if `prefers-color-scheme` decides. */
export function themeAttribute(choice: ThemeChoice): 'light' | 'dark' | undefined {
  return choice === 'system' ? undefined : choice;
}
