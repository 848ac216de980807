export const THEMES = ['light', 'dark', 'system'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export const THEME_COOKIE = 'gatehouse-theme';

/** The choice in the cookie's value; anything unknown means to follow the system. */
export function parseTheme(value: string | undefined): ThemeChoice {
  return THEMES.find((theme) => theme === value) ?? 'system';
}

/** What the server writes as `<html data-theme>`: nothing where the system decides, by `prefers-color-scheme`. */
export function themeAttribute(choice: ThemeChoice): 'light' | 'dark' | undefined {
  return choice === 'system' ? undefined : choice;
}
