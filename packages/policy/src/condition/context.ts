import { LIST_OF_ONE_IS_SINGLE } from '../evaluate/open-points';
import type { RequestContext } from '../evaluate/types';
import type { VariableLookup } from '../match/template';

/** Where each key stands in a context, found without regard to case; null marks keys that differ only by case. */
export type ContextIndex = { context: RequestContext; names: ReadonlyMap<string, string | null> };

// INVARIANT (context): the names in a context object do not change once it was given to the engine; its values are read each time.
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

/** Undefined when the key is missing, `AMBIGUOUS` when two keys differ only by case. */
export type ContextValues = readonly string[] | typeof AMBIGUOUS | undefined;

/** The values of a key, which is given in lower case. */
export function contextValues(index: ContextIndex, key: string): ContextValues {
  const name = index.names.get(key);
  if (name === undefined) return undefined;
  if (name === null) return AMBIGUOUS;
  const value = index.context[name];
  return typeof value === 'string' ? [value] : value;
}

/** Policy variables take single-valued keys only. */
export function variableLookup(index: ContextIndex): VariableLookup {
  return (key) => {
    const name = index.names.get(key);
    if (name === undefined || name === null) return null;
    const value = index.context[name];
    if (typeof value === 'string') return value;
    return LIST_OF_ONE_IS_SINGLE && value?.length === 1 ? (value[0] ?? null) : null;
  };
}
