import type { PolicyCatalog } from '../../validate/catalog';

/** Returns `<Service><AccessLevel>`, such as `S3ListRead` for a statement that lists and reads. Sids have only letters and digits. */
export function sidOf(service: string, actions: readonly string[], catalog: PolicyCatalog): string {
  const levels = new Set(actions.map((action) => catalog.action(action)?.accessLevel));
  const named = LEVELS.filter((level) => levels.has(level)).map((level) => words(level).join(''));
  return `${service.length <= 3 ? service.toUpperCase() : words(service).join('')}${named.join('')}`;
}

const LEVELS = ['List', 'Read', 'Write', 'Tagging', 'Permissions management'] as const;

function words(text: string): string[] {
  return (text.match(/[a-z0-9]+/gi) ?? []).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
}

/** The fewest actions that one wildcard replaces. */
const FEWEST_WITH_STAR = 2;

/**
 * Replaces actions by wildcards where every action of the service with a common beginning was used, shortest beginnings first. A wildcard
 * also matches actions that the service adds later.
 */
export function withStars(service: string, actions: readonly string[], catalog: PolicyCatalog): string[] {
  const all = catalog.actionsOf(service).map(({ name }) => name);
  const known = new Set(all);
  const used = new Set(actions.map((action) => action.slice(service.length + 1)));
  const left = new Set(used);
  const stars: string[] = [];
  for (const prefix of beginnings([...used])) {
    const members = all.filter((name) => name.startsWith(prefix));
    if (members.length < FEWEST_WITH_STAR || !members.every((name) => left.has(name))) continue;
    for (const name of members) left.delete(name);
    stars.push(`${service}:${prefix}*`);
  }
  const others = [...left].filter((name) => known.has(name) || used.has(name)).map((name) => `${service}:${name}`);
  return [...stars, ...others].sort();
}

/** Returns the empty text, and each name up to the end of each of its words. */
function beginnings(names: readonly string[]): string[] {
  const found = new Set(['']);
  for (const name of names) {
    let end = 0;
    for (const word of name.match(/[A-Z]+[^A-Z]*|[^A-Z]+/g) ?? []) {
      end += word.length;
      found.add(name.slice(0, end));
    }
  }
  return [...found].sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
}
