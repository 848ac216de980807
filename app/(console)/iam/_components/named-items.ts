/** Things of one kind by their names. `count` where not all of them are here. */
export type ItemsOfKind = { kind: string; names: readonly (string | undefined)[]; count?: number };

const MOST_NAMED = 10;

/** What something has, each kind that it has in one line with its names: of many the first, and how many more there are. */
export function namedItems(items: readonly ItemsOfKind[]): string[] {
  return items.flatMap(({ kind, names, count = names.length }) => {
    if (count === 0) return [];
    const shown = names.slice(0, MOST_NAMED);
    const more = count > shown.length ? ` and ${(count - shown.length).toLocaleString('en')} more` : '';
    return [`${kind}: ${shown.join(', ')}${more}`];
  });
}
