export const CLASS_NAME_MOST = 60;
/** Without characters that are confused when read aloud or from a board: 0 and O, 1, I and L. */
export const CODE_CHARACTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const CODE_LENGTH = 6;
export const STATES = ['open', 'paused', 'closed'] as const;
export type ClassState = (typeof STATES)[number];

/** Writes a join code in groups of three. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
