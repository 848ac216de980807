/** Reads a text as Python's `int` does: with blanks around, a sign, and single underscores between digits. Returns null for all others. */
export function readInt(text: string): bigint | null {
  const trimmed = text.trim();
  if (!/^[-+]?[0-9]+(?:_[0-9]+)*$/.test(trimmed)) return null;
  const digits = trimmed.replace(/^[-+]/, '').replaceAll('_', '');
  // Python reads no longer integer.
  if (digits.length > 4_300) return null;
  return trimmed.startsWith('-') ? -BigInt(digits) : BigInt(digits);
}

const FLOAT = /^[-+]?(?:[0-9]+(?:_[0-9]+)*(?:\.(?:[0-9]+(?:_[0-9]+)*)?)?|\.[0-9]+(?:_[0-9]+)*)(?:e[-+]?[0-9]+(?:_[0-9]+)*)?$/i;
const SPECIAL = /^([-+]?)(inf|infinity|nan)$/i;

/** Reads a text as Python's `float` does. Returns null for all that it refuses. */
export function readFloat(text: string): number | null {
  const trimmed = text.trim();
  if (FLOAT.test(trimmed)) return Number(trimmed.replaceAll('_', ''));
  const special = SPECIAL.exec(trimmed);
  if (!special) return null;
  if (special[2]?.toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Rounds to an integer as Python's `round` does: halves go to the even neighbor. */
export function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return rest < 0.5 ? floor : floor + 1;
}
