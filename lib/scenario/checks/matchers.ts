import { isDeepStrictEqual } from 'node:util';
import { authorize, preparePolicyText } from '@gatehouse/policy/evaluate';
import { matchGlob, plainGlob } from '@gatehouse/policy/match';
import { keysOf } from '../../core/text/lists';
import type { Count, DocumentAsk, Matcher } from '../format/checks';
import { beforeStart } from '../format/times';
import { meets, rowsOfAsk, withContext } from './decide';

/** The context of matchers beside the values. */
export type Situation = { now: Date };

/** Returns whether a matcher holds for the values at a pointer. All of its operators must hold. */
export function matches(values: readonly unknown[], matcher: Matcher, situation: Situation): boolean {
  const [first] = values;
  const one = values.length === 1 ? first : undefined;
  // Operators about several values apply to the items if the pointer ends at a list.
  const items: readonly unknown[] = values.length === 1 && Array.isArray(first) ? first : values;
  const tests: Record<keyof Matcher, (matcher: Matcher) => boolean> = {
    equals: ({ equals }) => values.length === 1 && isDeepStrictEqual(first, equals),
    not: ({ not = {} }) => !matches(values, not, situation),
    contains: ({ contains }) =>
      items.some((item) => isDeepStrictEqual(item, contains)) || (typeof one === 'string' && one.includes(String(contains))),
    set: ({ set = [] }) => isSubset(items, set) && isSubset(set, items),
    oneOf: ({ oneOf = [] }) => items.length > 0 && isSubset(items, oneOf),
    every: ({ every = {} }) => items.every((item) => matches([item], every, situation)),
    some: ({ some = {} }) => items.some((item) => matches([item], some, situation)),
    absent: () => values.every(isNothing),
    present: () => values.some((value) => !isNothing(value)),
    count: ({ count = {} }) => hasCount(items.length, count),
    like: ({ like = '' }) => typeof one === 'string' && matchGlob(plainGlob(like), one),
    min: ({ min = 0 }) => typeof one === 'number' && one >= min,
    max: ({ max = 0 }) => typeof one === 'number' && one <= max,
    before: ({ before = '' }) => momentOf(one) < timeOf(before, situation),
    after: ({ after = '' }) => momentOf(one) > timeOf(after, situation),
    access: ({ access }) => access !== undefined && values.length === 1 && documentAnswers(one, access),
  };
  return keysOf(matcher).every((operator) => matcher[operator] === undefined || tests[operator](matcher));
}

/** Returns whether a number equals the given one or lies in the given range. */
export function hasCount(count: number, written: Count): boolean {
  return typeof written === 'number'
    ? count === written
    : count >= (written.min ?? 0) && count <= (written.max ?? Number.POSITIVE_INFINITY);
}

function isSubset(values: readonly unknown[], of: readonly unknown[]): boolean {
  return values.every((value) => of.some((other) => isDeepStrictEqual(value, other)));
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function momentOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function timeOf(written: string, { now }: Situation): number {
  return written.startsWith('-') ? now.getTime() - beforeStart(written) : Date.parse(written);
}

const SOMEBODY = {
  type: 'User',
  accountId: '000000000000',
  arn: 'arn:aws:iam::000000000000:user/somebody',
  userId: 'AIDASOMEBODY000000000',
  userName: 'somebody',
} as const;

/** Evaluates a policy document, as JSON or URL-encoded as IAM returns it, as the only policy of a principal. */
function documentAnswers(value: unknown, asked: DocumentAsk): boolean {
  const text = typeof value === 'string' ? (value.startsWith('%7B') ? decodeURIComponent(value) : value) : JSON.stringify(value);
  const ref = { id: 'document', type: 'identity', name: 'document', origin: { kind: 'inline' } } as const;
  const read = preparePolicyText(ref, text);
  if (!read.ok) return false;
  return rowsOfAsk({ ...asked, principal: 'root@nobody' }).every(({ action, resource, context }) => {
    const request = {
      principal: SOMEBODY,
      action,
      resource,
      resourceAccount: SOMEBODY.accountId,
      context: withContext({}, context),
    };
    return meets({ decision: authorize(request, { identity: [read.prepared] }) }, asked.expect) === true;
  });
}
