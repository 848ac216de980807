/** Returns the regular English plural of a noun. Callers pass irregular plurals to `plural`. */
export function pluralOf(noun: string): string {
  if (/(?:s|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** Returns the singular of a plural noun: the reverse of `pluralOf`. */
export function singularOf(many: string): string {
  if (IRREGULAR.has(many)) return IRREGULAR.get(many) ?? many;
  if (/(?:ss|x|ch|sh)es$/.test(many)) return many.slice(0, -2);
  return many.endsWith('ies') ? `${many.slice(0, -3)}y` : many.replace(/s$/, '');
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['children', 'child'],
  ['people', 'person'],
]);

/** Returns a number with its noun, such as "1 entry" or "3 entries". */
export function plural(count: number, noun: string, many = pluralOf(noun)): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : many}`;
}

/** Returns a count as the start of a sentence, such as "There is one entry" or "There are no entries". */
export function thereAre(count: number, noun: string, many = pluralOf(noun)): string {
  if (count === 1) return `There is one ${noun}`;
  return count === 0 ? `There are no ${many}` : `There are ${plural(count, noun, many)}`;
}
