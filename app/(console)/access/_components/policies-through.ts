/**
 * Returns "3 policies, 1 of them through group Developers".
 * @param groups the group of each policy, if any
 */
export function policiesThrough(groups: readonly (string | undefined)[]): { count: number; words: string } {
  const count = groups.length;
  const through = groups.filter((group) => group !== undefined);
  const names = new Set(through);
  const noun = count === 1 ? 'policy' : 'policies';
  if (names.size === 0) return { count, words: noun };
  const some = through.length < count ? `, ${through.length} of them` : '';
  return { count, words: `${noun}${some} through ${names.size === 1 ? `group ${through[0]}` : `${names.size} groups`}` };
}
