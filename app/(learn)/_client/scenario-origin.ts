/** Where a scenario comes from, in words. */
export function originText({
  origin,
  publisher,
}: {
  origin: 'built-in' | 'folder' | 'published';
  publisher: string | null;
}): string {
  if (origin === 'built-in') return 'comes with Gatehouse';
  return origin === 'folder' ? 'from the folder of this installation' : `published by ${publisher ?? 'somebody who has left'}`;
}

/** Why a scenario is not graded. */
export const NOT_TESTED = 'It has not passed its own tests here, so it is given for practice only.';
