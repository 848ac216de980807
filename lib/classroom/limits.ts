export const CLASS_NAME_MOST = 60;
/** Without what is taken for something else when it is read aloud or off a board: 0 and O, 1, I and L. */
export const CODE_CHARACTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const CODE_LENGTH = 6;
export const STATES = ['open', 'paused', 'closed'] as const;
export type ClassState = (typeof STATES)[number];

/** A code as it is read off a board: in groups of three. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
