import { AwsError } from '../../core/errors';
import { errorCode } from '../../core/module/error-codes';
import { readForItself } from '../../core/run/run';
import { asTyped } from '../../core/schema-parts';
import { thereAre } from '../../core/text/plural';
import type { Way } from '../format/checks';
import { fileText, withDocuments } from '../format/documents';
import { MOST_ITEMS_OF_A_READ } from '../format/limits';
import { replaceReferences } from '../format/references';
import { packOperations } from '../operations';
import { valuesAt } from '../run/pointers';
import { PackError } from '../run/world';
import { type Circumstances, Undecided } from './circumstances';
import { matches } from './matchers';
import type { Result } from './result';

type State = Extract<Way, { kind: 'state' }>;
type Read = { account: string; read: string; input?: Record<string, unknown> | undefined };
type Answer = { output: unknown } | { code: string; shape: string };

/** Reads all pages of a List, Get or Describe operation and applies the matchers. */
export async function checkState(circumstances: Circumstances, check: State): Promise<Result> {
  const answer = await readAll(circumstances, check);
  if (check.error !== undefined) {
    const failed = 'code' in answer && (answer.code === check.error || answer.shape === check.error);
    return {
      rows: [failed],
      seen:
        'code' in answer
          ? `The ${nounOf(check.read)} can’t be read, for another reason.`
          : `The ${nounOf(check.read)} still exists.`,
    };
  }
  if ('code' in answer) return { rows: [false], seen: `The ${nounOf(check.read)} does not exist.` };
  const situation = await circumstances.systemCall(await circumstances.accountId(check.account));
  const matchers = replaceReferences(check.expect ?? {}, circumstances.lookUp);
  for (const [pointer, matcher] of Object.entries(matchers)) {
    const values = valuesAt(answer.output, pointer);
    if (!matches(values, matcher, situation)) return { rows: [false], seen: seenOf(check.read, pointer, values) };
  }
  return { rows: [true] };
}

/** Describes the number of values at a pointer without revealing them. */
export function seenOf(read: string, pointer: string, values: readonly unknown[]): string {
  // An operator of a declarative policy, such as `@@assign`, belongs to the setting before it.
  const parts = pointer.split('/').filter((part) => part !== '' && !part.startsWith('@@'));
  const star = parts.indexOf('*');
  const name = (star > 0 ? parts[star - 1] : parts.at(-1)) ?? 'answer';
  const [first] = values;
  const listed = star >= 0 ? values : Array.isArray(first) ? first : null;
  // A list that is the whole answer, such as AccessKeyMetadata, is named after its operation: ListAccessKeys.
  if (listed)
    return `${thereAre(listed.length, listNounOf(parts.length - (star >= 0 ? 2 : 1) <= 0 ? read : name))} now, but the task requires something else.`;
  if (values.length === 0) return `There is no ${inWords(name)} now.`;
  return `The ${inWords(name)} is not as the task requires.`;
}

/** Returns the noun of a read: `GetGroupPolicy` as group policy. */
function nounOf(read: string): string {
  return inWords(read.replace(/^.*:/, '').replace(/^(?:Get|List|Describe)/, ''));
}

/** Returns the singular noun of a list: `ListAccessKeys` or `Groups` as access key, group. */
function listNounOf(name: string): string {
  const words = nounOf(name);
  if (/(?:ss|us|is)$/.test(words)) return words;
  return words
    .replace(/ies$/, 'y')
    .replace(/(?<=s|x|ch|sh)es$/, '')
    .replace(/s$/, '');
}

/** Returns a name as words: `MinimumPasswordLength` as minimum password length. */
function inWords(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(' ')
    .map((word) => (word === word.toUpperCase() ? word : word.toLowerCase()))
    .join(' ');
}

/**
 * Returns the answer of a read with the lists of all pages joined. Each read runs once per evaluation.
 * @throws Undecided if it is too long or exceeds the budget
 */
export function readAll(circumstances: Circumstances, { account, read, input = {} }: Read): Promise<Answer> {
  return circumstances.once(`read ${account} ${read} ${JSON.stringify(input)}`, async () => {
    const operation = packOperations().get(read);
    if (!operation) throw new PackError(`There is no ${read}.`);
    circumstances.bounds.read();
    const { pack, lookUp, database } = circumstances;
    const written = withDocuments(replaceReferences(input, lookUp), (file) => fileText(pack, file));
    const sent = asTyped(written, operation.input) as Record<string, unknown>;
    const call = await circumstances.systemCall(await circumstances.accountId(account));
    let whole: Record<string, unknown> | undefined;
    let page: Record<string, unknown> = {};
    try {
      do {
        circumstances.bounds.time();
        const output = (await readForItself(operation, { ...sent, ...page } as never, call, database)) as Record<string, unknown>;
        whole = whole ? joined(whole, output) : output;
        if (itemsOf(whole) > MOST_ITEMS_OF_A_READ)
          throw new Undecided(`${read} answers more than ${MOST_ITEMS_OF_A_READ} items.`);
        page = nextPage(output);
      } while (Object.keys(page).length > 0);
    } catch (error) {
      if (error instanceof AwsError) return { code: errorCode(operation.service, error.shape), shape: error.shape };
      throw error;
    }
    return { output: whole };
  });
}

/** Returns the members that request the next page, or an empty object after the last page. */
function nextPage({ Marker, NextToken, nextToken, IsTruncated }: Record<string, unknown>): Record<string, unknown> {
  if (typeof NextToken === 'string') return { NextToken };
  if (typeof nextToken === 'string') return { nextToken };
  return typeof Marker === 'string' && IsTruncated !== false ? { Marker } : {};
}

function joined(before: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const lists = Object.entries(before).flatMap(([key, value]) => {
    const more = next[key];
    return Array.isArray(value) && Array.isArray(more) ? [[key, [...value, ...more]] as const] : [];
  });
  return { ...before, ...next, ...Object.fromEntries(lists) };
}

function itemsOf(output: Record<string, unknown>): number {
  return Object.values(output).reduce((sum: number, value) => sum + (Array.isArray(value) ? value.length : 0), 0);
}
