/** Returns the origin of a scenario in words. */
export function originText({
  origin,
  publisher,
}: {
  origin: 'built-in' | 'folder' | 'published';
  publisher: string | null;
}): string {
  if (origin === 'built-in') return 'comes with Gatehouse';
  return origin === 'folder' ? 'from the folder of this installation' : `published by ${publisher ?? 'a former instructor'}`;
}

/** The reason why a scenario cannot be graded. */
export const NOT_TESTED = 'It has not passed its tests on this installation, so you can only use it for practice.';
