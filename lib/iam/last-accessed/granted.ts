import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { matchAction, matchGlob, plainGlob } from '@gatehouse/policy/match';
import type { Policy, Statement } from '@gatehouse/policy/parse';
import type { CatalogAction } from '@gatehouse/policy/validate';
import { giveWay } from '../../core/work/bulk';

type Named = { action: { entries: readonly { value: string }[]; negated: boolean } };

const kept = new WeakMap<Policy, ReadonlySet<string>>();

/**
 * Returns the services of which a policy allows anything, by prefix: an Allow statement names one of their actions, on any
 * resource and under any condition. Deny statements don't matter, because AWS's report shows what may have been used. Cached per
 * text; yields to other calls.
 */
export async function servicesAllowedBy({ policy }: Pick<PreparedPolicy, 'policy'>): Promise<ReadonlySet<string>> {
  const known = kept.get(policy);
  if (known) return known;
  const found = new Set<string>();
  for (const { action } of allowsOf(policy)) {
    const { entries, negated } = action;
    for (const named of negated ? [entries] : entries.map((entry) => [entry])) {
      for (const prefix of prefixesOf(named, negated)) {
        if (!found.has(prefix) && namesService({ action: { entries: named, negated } }, prefix)) found.add(prefix);
        await giveWay();
      }
    }
  }
  kept.set(policy, found);
  return found;
}

/** Returns the services that an Action's entries can name. */
function prefixesOf(entries: readonly { value: string }[], negated: boolean): readonly string[] {
  const [entry, ...others] = entries;
  const [service = ''] = entry?.value.toLowerCase().split(':', 1) ?? [];
  const catalog = loadCatalog();
  if (!negated && others.length === 0 && !/[*?]/.test(service)) return catalog.hasService(service) ? [service] : [];
  return catalog.services().map(({ prefix }) => prefix);
}

/** Returns a service's catalog actions that an Allow statement of the policies names. */
export function actionsAllowedBy(policies: readonly Pick<PreparedPolicy, 'policy'>[], prefix: string): readonly CatalogAction[] {
  const allows = policies.flatMap(({ policy }) => allowsOf(policy)).filter((statement) => namesService(statement, prefix));
  const all = loadCatalog().actionsOf(prefix);
  if (allows.length === 0) return [];
  if (allows.some(({ action }) => !action.negated && action.entries.some(({ value }) => isWhole(value, prefix)))) return all;
  return all.filter((action) => allows.some((statement) => namesAction(statement, `${prefix}:${action.name}`)));
}

/** Returns whether an Allow statement of the policies names an action. */
export function isAllowedBy(policies: readonly Pick<PreparedPolicy, 'policy'>[], action: string): boolean {
  return policies.some(({ policy }) => allowsOf(policy).some((statement) => namesAction(statement, action)));
}

/** Returns whether a statement names all actions of a service. */
export function namesWholeService({ action: { entries, negated } }: Named, prefix: string): boolean {
  if (!negated && entries.some(({ value }) => isWhole(value, prefix))) return true;
  return loadCatalog()
    .actionsOf(prefix)
    .every(({ name }) => entries.some(({ value }) => matchAction(value, `${prefix}:${name}`)) !== negated);
}

function allowsOf({ statements }: Policy): Statement[] {
  return statements.filter(({ effect }) => effect === 'Allow');
}

function namesAction({ action: { entries, negated } }: Named, action: string): boolean {
  return entries.some(({ value }) => matchAction(value, action)) !== negated;
}

/** Returns whether a statement names any action of a service. */
function namesService({ action: { entries, negated } }: Named, prefix: string): boolean {
  const about = entries.filter(({ value }) => isAbout(value, prefix));
  if (!negated) return about.some(({ value }) => isWhole(value, prefix) || matchesAny(value, prefix));
  if (about.some(({ value }) => isWhole(value, prefix))) return false;
  if (about.length === 0) return true;
  return loadCatalog()
    .actionsOf(prefix)
    .some(({ name }) => !about.some(({ value }) => matchAction(value, `${prefix}:${name}`)));
}

/** Returns whether an entry names all actions of a service, or more. */
function isWhole(entry: string, prefix: string): boolean {
  const text = entry.toLowerCase();
  return text === '*' || (text.endsWith(':*') && isAbout(text, prefix));
}

/** Returns whether an entry's prefix can match a service. */
function isAbout(entry: string, prefix: string): boolean {
  const [service = ''] = entry.toLowerCase().split(':', 1);
  return service === prefix || (/[*?]/.test(service) && matchGlob(plainGlob(service), prefix));
}

function matchesAny(entry: string, prefix: string): boolean {
  return loadCatalog()
    .actionsOf(prefix)
    .some(({ name }) => matchAction(entry, `${prefix}:${name}`));
}
