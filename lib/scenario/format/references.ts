import { nearest } from '../../catalog/nearest';
import type { Path } from './problems';

// `{{name}}` stands for a value that is different in every attempt. `${name}` belongs to IAM.

const REFERENCE = /\{\{([^{}]*)\}\}/g;
/** Kinds whose keys a pack declares, and what declares them. */
const DECLARED = {
  account: 'account',
  alias: 'alias',
  resource: 'resource',
  id: 'resource',
  ref: 'ref',
  // What an authenticator app shows one after the other, of a seed that was saved: the code before the one of now, the one of now, and the
  // next. The first two enable a device, and the third is not used up by that.
  firstcode: 'ref',
  secondcode: 'ref',
  thirdcode: 'ref',
} as const;
/** Kinds of which every key has a value. */
const FREE = ['flag', 'secret'] as const;

/** What may be named at some place of a pack, by kind. */
export type Known = {
  account: ReadonlySet<string>;
  alias: ReadonlySet<string>;
  resource: ReadonlySet<string>;
  ref: ReadonlySet<string>;
  /** Inside an operation with `each`. */
  each: boolean;
  /** Inside an operation. */
  password: boolean;
};

/** The names of the references in a text, without braces. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, name = '']) => name);
}

/** Every text in a value that came from YAML, with its path; keys of mappings as well, as condition keys and tags may hold references. */
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

/** What is wrong with a reference at its place, with what was meant; undefined where nothing is. */
export function referenceProblem(name: string, known: Known): string | undefined {
  if (name === 'code') return undefined;
  if (name === 'each') return known.each ? undefined : '{{each}} stands only in an operation that has each.';
  if (name === 'password') return known.password ? undefined : '{{password}} stands only in operations.';
  const [, kind = '', key = ''] = /^([a-z]+)\.([a-z][a-z0-9-]{0,39})$/.exec(name) ?? [];
  if ((FREE as readonly string[]).includes(kind)) return undefined;
  if (!Object.hasOwn(DECLARED, kind)) {
    const all = Object.keys(DECLARED).flatMap((one) => [...keysOf(one as Declaration, known)].map((each) => `${one}.${each}`));
    return `There is no {{${name}}}${meant(name, ['code', 'each', 'password', ...all])}. Write code, or account., alias., resource., id., ref., flag. or secret. and a key.`;
  }
  const keys = keysOf(kind as Declaration, known);
  if (keys.has(key)) return undefined;
  const near = nearest(key, keys);
  return `uses {{${name}}}; ${near === undefined ? `there is no ${DECLARED[kind as Declaration]} ${key}.` : `did you mean {{${kind}.${near}}}?`}`;
}

type Declaration = keyof typeof DECLARED;

/** Whether a reference has a value only once the operation has run that saved it. */
export function comesFromOperation(name: string): boolean {
  const [kind = ''] = name.split('.');
  return Object.hasOwn(DECLARED, kind) && DECLARED[kind as Declaration] === 'ref';
}

function keysOf(kind: Declaration, known: Known): ReadonlySet<string> {
  return known[DECLARED[kind]];
}

function meant(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? '' : `; did you mean {{${near}}}?`;
}

/** Looks a reference up by its name; undefined where it has no value. */
export type LookUp = (name: string) => unknown;

/**
 * A value with its references replaced. A text that is nothing but one reference becomes what the reference stands for, whatever that is; a
 * value is never read as YAML again, and never looked through for references.
 * @throws Error where a reference has no value
 */
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

/** @throws Error where a reference has no value */
export function replaceInText(text: string, lookUp: LookUp): string {
  return text.replaceAll(REFERENCE, (_, name: string) => String(requireValue(name, lookUp)));
}

function requireValue(name: string, lookUp: LookUp): unknown {
  const value = lookUp(name);
  if (value === undefined) throw new Error(`{{${name}}} has no value here.`);
  return value;
}

/** @throws Error where a reference has no value */
export function replaceInJson(text: string, lookUp: LookUp): string {
  return text.replaceAll(REFERENCE, (_, name: string) => JSON.stringify(String(requireValue(name, lookUp))).slice(1, -1));
}
