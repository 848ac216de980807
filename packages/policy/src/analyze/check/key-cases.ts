import { indexContext, variableLookup } from '../../condition/context';
import { type CompiledCondition, testCondition } from '../../condition/test-condition';
import type { RequestContext } from '../../evaluate/types';
import { hasVariables } from '../../match/template';
import type { Steps } from '../steps';
import { sampleValues } from './sample-values';

/** One way in which a context can satisfy all conditions on a key. */
export type KeyCase = {
  /** The results by condition, in the order of the input list. */
  holds: readonly boolean[];
  /** Undefined if the key is missing. */
  value: string | readonly string[] | undefined;
  /** The request carries the key twice, with different case. */
  twice?: true;
};

/** All cases of one key, or (`opaque`) of a condition that is not analyzed and may hold or not. */
export type KeyCases = { key: string; opaque: boolean; conditions: readonly string[]; cases: readonly KeyCase[] };

/** AWS: the only global keys with several values ("AWS global condition context keys"). */
const MULTIVALUED_GLOBAL_KEYS: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:principalservicenameslist',
  'aws:resourceorgpaths',
  'aws:sourceorgpaths',
  'aws:tagkeys',
  'aws:vpceorgpaths',
]);

/** Tests whether a key can have several values. Keys of services are not known here, so they can. */
export function mayHaveSeveralValues(key: string): boolean {
  return !key.startsWith('aws:') || MULTIVALUED_GLOBAL_KEYS.has(key);
}

/**
 * Tests whether requests in question can have this value of a key (in lower case). It must not distinguish values that the conditions
 * don't.
 */
export type IsPossible = (key: string, value: KeyCase['value'], conditions: readonly CompiledCondition[]) => boolean;

const MOST_VALUES_COMBINED = 8;
/** The most comparisons of sample values with condition values. */
const MOST_COMPARISONS = 4_000_000;
const COMPARISONS_A_STEP = 2_000;

/**
 * Returns the cases of every key in the conditions. Equal conditions count once (see `contentOf`). `given` are values for open variables.
 * Without them a condition with a variable is opaque.
 */
export function* keyCases(
  conditions: readonly CompiledCondition[],
  given: RequestContext | null,
  isPossible: IsPossible,
  effort: number,
): Steps<readonly KeyCases[]> {
  const byKey = new Map<string, Map<string, CompiledCondition>>();
  const opaque = new Map<string, CompiledCondition>();
  for (const condition of conditions) {
    const content = contentOf(condition);
    if (given === null && condition.templates.some(hasVariables)) opaque.set(content, condition);
    else byKey.set(condition.key, (byKey.get(condition.key) ?? new Map<string, CompiledCondition>()).set(content, condition));
  }
  const all: KeyCases[] = [];
  for (const [key, own] of byKey) {
    const cases = yield* casesOf(key, [...own.values()], given ?? {}, isPossible, effort);
    if (cases !== null) all.push({ key, opaque: false, conditions: [...own.keys()], cases });
    else for (const [content, condition] of own) opaque.set(content, condition);
  }
  for (const [content, { key }] of opaque) all.push({ key, opaque: true, conditions: [content], cases: EITHER });
  return all;
}

const EITHER: readonly KeyCase[] = [
  { holds: [true], value: undefined },
  { holds: [false], value: undefined },
];

const contents = new WeakMap<CompiledCondition, string>();

/** Returns the content of a condition. Conditions with the same content hold for the same requests. */
export function contentOf(condition: CompiledCondition): string {
  const known = contents.get(condition);
  if (known !== undefined) return known;
  const { clause, key, operator, templates, expected } = condition;
  const values = templates.map((template) =>
    JSON.stringify(template.map((piece) => [piece.kind, piece.kind === 'variable' ? piece.written : piece.text])),
  );
  const content = JSON.stringify([clause.operator, key, operator === null ? expected : values.sort()]);
  contents.set(condition, content);
  return content;
}

/** Returns the cases of a key, or null if no samples represent all values. */
function* casesOf(
  key: string,
  conditions: readonly CompiledCondition[],
  given: RequestContext,
  isPossible: IsPossible,
  effort: number,
): Steps<readonly KeyCase[] | null> {
  const fixed = Object.entries(given).find(([name]) => name.toLowerCase() === key);
  const samples = fixed === undefined ? yield* sampleValues(conditions, effort) : [];
  if (samples === null || samples.length * comparisons(conditions) > MOST_COMPARISONS * effort) return null;
  const sets = fixed === undefined ? valueSets(conditions, samples) : [];
  if (sets === null) return null;
  const values = fixed === undefined ? [undefined, ...samples, ...sets] : [fixed[1]];
  const cases = new Map<string, KeyCase>();
  let left = COMPARISONS_A_STEP;
  for (const value of values) {
    left -= comparisons(conditions);
    if (left < 0) {
      yield;
      left = COMPARISONS_A_STEP;
    }
    if (!isPossible(key, value, conditions)) continue;
    const context = indexContext(value === undefined ? { ...given } : { ...given, [fixed?.[0] ?? key]: value });
    const holds = conditions.map((condition) => testCondition(condition, context, variableLookup(context)).matched);
    const answer = holds.map(Number).join('');
    if (!cases.has(answer)) cases.set(answer, { holds, value });
  }
  if (hasChosenName(key) && fixed === undefined && isPossible(key, 'x', conditions)) {
    const context = indexContext({ ...given, ...twice(key, 'x') });
    const holds = conditions.map((condition) => testCondition(condition, context, variableLookup(context)).matched);
    const answer = holds.map(Number).join('');
    if (!cases.has(answer)) cases.set(answer, { holds, value: 'x', twice: true });
  }
  return [...cases.values()];
}

function comparisons(conditions: readonly CompiledCondition[]): number {
  return conditions.reduce((sum, { tests }) => sum + tests.length, 0);
}

/** Tests whether a key contains a tag name. A request can carry two tags that differ only in case. */
function hasChosenName(key: string): boolean {
  return key.includes('/') && key !== key.toUpperCase();
}

/** Returns a context with the key in two spellings. */
export function twice(key: string, value: NonNullable<KeyCase['value']>): RequestContext {
  return { [key]: value, [key.toUpperCase()]: value };
}

/** Returns the combinations of several values, which only set operators distinguish. */
function valueSets(conditions: readonly CompiledCondition[], samples: readonly string[]): (readonly string[])[] | null {
  if (conditions.every(({ operator }) => operator?.qualifier === null)) return [['x', 'y']];
  if (samples.length > MOST_VALUES_COMBINED) return null;
  const sets: (readonly string[])[] = [];
  for (let chosen = 1; chosen < 1 << samples.length; chosen += 1) {
    const set = samples.filter((_, i) => (chosen & (1 << i)) !== 0);
    if (set.length > 1) sets.push(set);
  }
  return sets;
}
