import type { Price, Usage } from './types';

type Wanted = Pick<Usage, 'service' | 'usageType' | 'region' | 'operation'>;

type ByOperation<Found> = Map<string, Found | null>;
type ByRegion<Found> = Map<string, ByOperation<Found>>;

/** Returns a lookup of the most specific price for a usage: its Region counts before its operation. */
export function priceFinder<Found>(prices: readonly Found[], priceOf: (found: Found) => Price): (usage: Wanted) => Found | null {
  const byType = new Map<string, Map<string, Found[]>>();
  for (const each of prices) {
    const { service, usageType } = priceOf(each);
    within(within(byType, service, newMap<string, Found[]>), usageType, newList<Found>).push(each);
  }
  const known = new Map<string, Map<string, ByRegion<Found>>>();
  let last: { asked: Wanted; found: Found | null } | null = null;
  return (usage) => {
    // Consecutive records often have the same kind.
    if (last !== null && sameKind(last.asked, usage)) return last.found;
    const { service, usageType, region, operation } = usage;
    const byRegion = within(
      within(known, service, newMap<string, ByRegion<Found>>),
      usageType,
      newMap<string, ByOperation<Found>>,
    );
    const byOperation = within(byRegion, region, newMap<string, Found | null>);
    let found = byOperation.get(operation);
    if (found === undefined) {
      found = best(byType.get(service)?.get(usageType) ?? [], priceOf, usage);
      byOperation.set(operation, found);
    }
    last = { asked: usage, found };
    return found;
  };
}

function best<Found>(candidates: readonly Found[], priceOf: (found: Found) => Price, usage: Wanted): Found | null {
  let chosen: Found | null = null;
  let most = -1;
  for (const candidate of candidates) {
    const { region, operation } = priceOf(candidate);
    if (region !== null && region !== usage.region) continue;
    if (operation !== undefined && operation !== usage.operation) continue;
    const says = (region === null ? 0 : 2) + (operation === undefined ? 0 : 1);
    if (says > most) [chosen, most] = [candidate, says];
  }
  return chosen;
}

function sameKind(a: Wanted, b: Wanted): boolean {
  return a.usageType === b.usageType && a.service === b.service && a.region === b.region && a.operation === b.operation;
}

/** Returns the value of a key, creating it if needed. */
export function within<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}

const newMap = <Key, Value>() => new Map<Key, Value>();
const newList = <Value>(): Value[] => [];
