import { LIST_OF_ONE_IS_SINGLE } from '../evaluate/open-points';
import type { RequestContext } from '../evaluate/types';
import type { VariableLookup } from '../match/template';

/** An index of a context's keys regardless of case. Null marks keys that differ only by case. */
export type ContextIndex = { context: RequestContext; names: ReadonlyMap<string, string | null> };

// INVARIANT (context): the names in a context object do not change after it was given to the engine. Its values are read each time.
const known = new WeakMap<RequestContext, ContextIndex>();

export function indexContext(context: RequestContext): ContextIndex {
  const cached = known.get(context);
  if (cached !== undefined) return cached;
  const names = new Map<string, string | null>();
  for (const name of Object.keys(context)) {
    const key = name.toLowerCase();
    names.set(key, names.has(key) ? null : name);
  }
  const index = { context, names };
  known.set(context, index);
  return index;
}

export const AMBIGUOUS = 'ambiguous';

/** The values of a key. Undefined if it is missing, `AMBIGUOUS` if two keys differ only by case. */
export type ContextValues = readonly string[] | typeof AMBIGUOUS | undefined;

/** Returns the values of a lower-case key. */
export function contextValues(index: ContextIndex, key: string): ContextValues {
  const name = index.names.get(key);
  if (name === undefined) return undefined;
  if (name === null) return AMBIGUOUS;
  const value = index.context[name];
  return typeof value === 'string' ? [value] : value;
}

/** Looks up variables, which only take single-valued keys. */
export function variableLookup(index: ContextIndex): VariableLookup {
  return (key) => {
    const name = index.names.get(key);
    if (name === undefined || name === null) return null;
    const value = index.context[name];
    if (typeof value === 'string') return value;
    return LIST_OF_ONE_IS_SINGLE && value?.length === 1 ? (value[0] ?? null) : null;
  };
}
