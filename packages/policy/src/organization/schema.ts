import type { MapSchema, NodeSchema, PolicySyntax, SettingSchema, ValueSchema } from './types';

const NO_LIMIT = Number.POSITIVE_INFINITY;

export function text(pattern: RegExp, form: string, suggested: readonly string[] = []): ValueSchema {
  return { kind: 'text', pattern, form, suggested };
}

export function choice(...values: readonly string[]): ValueSchema {
  return { kind: 'choice', values };
}

export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): ValueSchema {
  return { kind: 'integer', min, max };
}

export const ANY_TEXT = text(/^/, 'text');
export const SOME_TEXT = text(/./s, 'text that is not empty');
export const BOOLEAN: ValueSchema = { kind: 'boolean' };
export const REGION: ValueSchema = { kind: 'region', also: [] };

export function single(value: ValueSchema): SettingSchema {
  return { kind: 'single', value, max: 1 };
}

export function list(value: ValueSchema, max = NO_LIMIT): SettingSchema {
  return { kind: 'list', value, max };
}

type MapOptions = { min?: number; check?: MapSchema['check'] };

/** Returns a map with fixed names of members. */
export function named(members: Readonly<Record<string, NodeSchema>>, { min = 0, check = null }: MapOptions = {}): MapSchema {
  return { kind: 'map', members: new Map(Object.entries(members)), entries: null, min, check };
}

/** Returns a map with free names of members. */
export function entries(
  value: ValueSchema,
  node: NodeSchema,
  { lowerCase = false, max = NO_LIMIT, members = {}, ...options }: MapOptions & FreeOptions = {},
): MapSchema {
  return { ...named(members, options), entries: { key: { value, lowerCase }, node, max } };
}

type FreeOptions = { lowerCase?: boolean; max?: number; members?: Readonly<Record<string, NodeSchema>> };

/** Returns the syntax of a type whose documents have one top-level key. */
export function syntax(
  topLevelKey: string,
  node: MapSchema,
  { ignoreCase = false, valuesAsText = false, defaults = null }: Partial<Omit<PolicySyntax, 'root' | 'topLevelKey'>> = {},
): PolicySyntax {
  return { root: named({ [topLevelKey]: node }), topLevelKey, ignoreCase, valuesAsText, defaults };
}
