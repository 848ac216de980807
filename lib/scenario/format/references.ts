import { nearest } from '@gatehouse/catalog/nearest';
import { isOneOf, keysOf } from '../../core/text/lists';
import type { Path } from './problems';

// `{{name}}` stands for a value that differs in every attempt. `${name}` belongs to IAM.

const REFERENCE = /\{\{([^{}]*)\}\}/g;
/** Kinds of references whose keys a pack declares, with what declares them. */
const DECLARED = {
  account: 'account',
  alias: 'alias',
  resource: 'resource',
  id: 'resource',
  ref: 'ref',
  // The codes of an authenticator app with a saved seed: the previous, the current and the next one. The first two enable a
  // device, and the third stays unused.
  firstcode: 'ref',
  secondcode: 'ref',
  thirdcode: 'ref',
} as const;
/** Kinds of references that have a value for any key. */
const FREE = ['flag', 'secret'] as const;

/** The names that may be used at a position in a pack, by kind. */
export type Known = {
  account: ReadonlySet<string>;
  alias: ReadonlySet<string>;
  resource: ReadonlySet<string>;
  ref: ReadonlySet<string>;
  /** True inside an operation with `each`. */
  each: boolean;
  /** True inside an operation. */
  password: boolean;
};

/** Returns the names of the references in a text, without braces. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, name = '']) => name);
}

/**
 * Yields every text in a YAML value with its path. Mapping keys are included, because condition keys and tags may contain
 * references.
 */
export function* textsIn(value: unknown, path: Path = []): Generator<{ text: string; path: Path }> {
  if (typeof value === 'string') yield { text: value, path };
  else if (Array.isArray(value)) for (const [at, item] of value.entries()) yield* textsIn(item, [...path, at]);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (key.includes('{{')) yield { text: key, path: [...path, key] };
      yield* textsIn(member, [...path, key]);
    }
  }
}

/** Returns the problem of a reference at its position, with a suggestion; undefined if it is valid. */
export function referenceProblem(name: string, known: Known): string | undefined {
  if (name === 'code') return undefined;
  if (name === 'each') return known.each ? undefined : '{{each}} stands only in an operation that has each.';
  if (name === 'password') return known.password ? undefined : '{{password}} stands only in operations.';
  const [, kind = '', key = ''] = /^([a-z]+)\.([a-z][a-z0-9-]{0,39})$/.exec(name) ?? [];
  if (isOneOf(FREE, kind)) return undefined;
  if (!isOneOf(DECLARATIONS, kind)) {
    const all = DECLARATIONS.flatMap((one) => [...declaredKeys(one, known)].map((each) => `${one}.${each}`));
    return `There is no {{${name}}}${meant(name, ['code', 'each', 'password', ...all])}. Write code, or account., alias., resource., id., ref., flag. or secret. and a key.`;
  }
  const keys = declaredKeys(kind, known);
  if (keys.has(key)) return undefined;
  const near = nearest(key, keys);
  return `uses {{${name}}}; ${near === undefined ? `there is no ${DECLARED[kind]} ${key}.` : `did you mean {{${kind}.${near}}}?`}`;
}

type Declaration = keyof typeof DECLARED;
const DECLARATIONS: readonly Declaration[] = keysOf(DECLARED);

/** Returns whether a reference gets its value from an operation. */
export function comesFromOperation(name: string): boolean {
  const [kind = ''] = name.split('.');
  return isOneOf(DECLARATIONS, kind) && DECLARED[kind] === 'ref';
}

function declaredKeys(kind: Declaration, known: Known): ReadonlySet<string> {
  return known[DECLARED[kind]];
}

function meant(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? '' : `; did you mean {{${near}}}?`;
}

/** Returns the value of a reference; undefined if it has none. */
export type LookUp = (name: string) => unknown;

/**
 * Replaces the references in a value. A text that is a single reference becomes its value of any type. Replaced values are
 * neither parsed as YAML nor searched for references.
 * @throws Error if a reference has no value
 */
export function replaceReferences<Written extends object>(value: Written, lookUp: LookUp): Written;
export function replaceReferences(value: unknown, lookUp: LookUp): unknown;
export function replaceReferences(value: unknown, lookUp: LookUp): unknown {
  if (typeof value === 'string') {
    const [, whole] = /^\{\{([^{}]*)\}\}$/.exec(value) ?? [];
    return whole === undefined ? replaceInText(value, lookUp) : requireValue(whole, lookUp);
  }
  if (Array.isArray(value)) return value.map((item) => replaceReferences(item, lookUp));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [replaceInText(key, lookUp), replaceReferences(member, lookUp)]);
  return Object.fromEntries(members);
}

/**
 * Replaces the references in a text.
 * @throws Error if a reference has no value
 */
export function replaceInText(text: string, lookUp: LookUp): string {
  return text.replaceAll(REFERENCE, (_, name: string) => String(requireValue(name, lookUp)));
}

function requireValue(name: string, lookUp: LookUp): unknown {
  const value = lookUp(name);
  if (value === undefined) throw new Error(`{{${name}}} has no value here.`);
  return value;
}

/**
 * Replaces the references in a JSON text, escaping their values.
 * @throws Error if a reference has no value
 */
export function replaceInJson(text: string, lookUp: LookUp): string {
  return text.replaceAll(REFERENCE, (_, name: string) => JSON.stringify(String(requireValue(name, lookUp))).slice(1, -1));
}
