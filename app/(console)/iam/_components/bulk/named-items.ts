/** The names of the items of one kind. `count` is their number if `names` is incomplete. */
export type ItemsOfKind = { kind: string; names: readonly (string | undefined)[]; count?: number };

const MOST_NAMED = 10;

/** Returns one line for each kind with items, with the first names and the number of others. */
export function namedItems(items: readonly ItemsOfKind[]): string[] {
  return items.flatMap(({ kind, names, count = names.length }) => {
    if (count === 0) return [];
    const shown = names.slice(0, MOST_NAMED);
    const more = count > shown.length ? ` and ${(count - shown.length).toLocaleString('en')} more` : '';
    return [`${kind}: ${shown.join(', ')}${more}`];
  });
}
