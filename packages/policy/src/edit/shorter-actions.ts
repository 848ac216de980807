import { actionsNamed, fullName } from '../validate/action-patterns';
import type { PolicyCatalog } from '../validate/catalog';

/**
 * Returns the shortest list of Action entries that names the same actions of a service, by wildcards after whole words. Returns null if
 * none is shorter, or if an entry matches no known action. The list is verified by the engine's matching.
 *
 * It is equal only for today's catalog: a wildcard can match actions that AWS adds later.
 * @param entries of one service, each with its prefix
 */
export function shorterActions(catalog: PolicyCatalog, service: string, entries: readonly string[]): string[] | null {
  const wanted = namesOf(catalog, entries);
  if (wanted === null || wanted.size === 0) return null;
  const actions = catalog.actionsOf(service).map((action) => ({ name: fullName(action), starts: startsOf(action.name) }));
  // The number of actions with each beginning, whether or not a word ends there, and the number of wanted ones.
  const counts = new Map(actions.flatMap(({ starts }) => starts.map((start) => [start.toLowerCase(), { all: 0, wanted: 0 }])));
  for (const { name } of actions) {
    const plain = name.slice(service.length + 1).toLowerCase();
    for (let end = 0; end <= plain.length; end++) {
      const count = counts.get(plain.slice(0, end));
      if (!count) continue;
      count.all += 1;
      if (wanted.has(name)) count.wanted += 1;
    }
  }
  const found = new Set<string>();
  for (const { name, starts } of actions) {
    if (!wanted.has(name)) continue;
    const start = starts.find((candidate) => {
      const count = counts.get(candidate.toLowerCase());
      return count !== undefined && count.all > 1 && count.all === count.wanted;
    });
    found.add(start === undefined ? name : `${service}:${start}*`);
  }
  const shorter = [...found];
  const isSame = sameNames(namesOf(catalog, shorter), wanted);
  return isSame && lengthOf(shorter) < lengthOf(entries) ? shorter : null;
}

/** Returns the characters that entries take in a document, with quotation marks and commas. */
export function lengthOf(entries: readonly string[]): number {
  return entries.reduce((sum, entry) => sum + entry.length + 3, 0);
}

function namesOf(catalog: PolicyCatalog, entries: readonly string[]): Set<string> | null {
  const names = new Set<string>();
  for (const entry of entries) {
    const actions = actionsNamed(catalog, entry);
    if (actions === undefined || actions.length === 0) return null;
    for (const action of actions) names.add(fullName(action));
  }
  return names;
}

function sameNames(a: ReadonlySet<string> | null, b: ReadonlySet<string>): boolean {
  return a !== null && a.size === b.size && [...a].every((name) => b.has(name));
}

/** Returns the beginnings of a name that end with a word, shortest first: "", "Describe", "DescribeInstance". */
function startsOf(name: string): string[] {
  const ends = [...name.matchAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g)].map(({ index }) => index);
  return ['', ...ends.map((end) => name.slice(0, end))];
}
