import { matchGlob, plainGlob } from '../match/glob';
import type { CatalogAction, PolicyCatalog } from './catalog';

/** The actions that an Action entry names. */
export type ActionPattern =
  | { kind: 'all' }
  /** A wildcard before the colon: several services. */
  | { kind: 'services'; service: string; name: string }
  | { kind: 'one'; service: string; name: string; wildcard: boolean }
  /** No colon or more than one, which the parser refuses. */
  | { kind: 'malformed' };

export function toActionPattern(text: string): ActionPattern {
  if (text === '*') return { kind: 'all' };
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1 || text.indexOf(':', colon + 1) >= 0) return { kind: 'malformed' };
  const service = text.slice(0, colon);
  const name = text.slice(colon + 1);
  if (/[*?]/.test(service)) return { kind: 'services', service, name };
  return { kind: 'one', service, name, wildcard: /[*?]/.test(name) };
}

/** Returns the actions of one service that a pattern names, or undefined for several services and services that are not loaded. */
export function actionsNamed(catalog: PolicyCatalog, text: string): readonly CatalogAction[] | undefined {
  const pattern = toActionPattern(text);
  if (pattern.kind !== 'one' || !catalog.isLoaded(pattern.service)) return undefined;
  if (!pattern.wildcard) {
    const action = catalog.action(text);
    return action ? [action] : [];
  }
  const all = catalog.actionsOf(pattern.service);
  if (pattern.name === '*') return all;
  const glob = plainGlob(pattern.name.toLowerCase());
  return all.filter(({ name }) => matchGlob(glob, name.toLowerCase()));
}

/** Returns `service:Name` in AWS's spelling. */
export const fullName = ({ service, name }: CatalogAction) => `${service}:${name}`;

/**
 * Tests whether requests for an action can carry a condition key. Families such as `aws:ResourceTag/…` are given with their placeholder.
 */
export function supportsKey(catalog: PolicyCatalog, action: CatalogAction, key: string): boolean {
  const wanted = key.toLowerCase();
  const among = (keys: readonly string[]) => keys.some((candidate) => candidate.toLowerCase() === wanted);
  if (among(action.conditionKeys) || action.resourceTypes.some(({ conditionKeys }) => among(conditionKeys))) return true;
  const names = new Set(action.resourceTypes.map(({ name }) => name));
  return catalog.resourceTypesOf(action.service).some(({ name, conditionKeys }) => names.has(name) && among(conditionKeys));
}
