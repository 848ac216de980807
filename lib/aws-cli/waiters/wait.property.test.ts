import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Waiter, WaiterAcceptor } from '../model/model';
import { toValue } from '../python/value';
import { hasPythonCli, type PythonCli, startPythonCli } from '../testing/python-cli';
import { type Poll, waitFor } from './wait';

const acceptor: fc.Arbitrary<WaiterAcceptor> = fc
  .tuple(
    fc.constantFrom('success', 'failure', 'retry', 'retry'),
    fc.oneof(
      fc.record({
        matcher: fc.constantFrom('path', 'pathAll', 'pathAny'),
        argument: fc.constantFrom('Things[].State', 'length(Things[]) > `0`', 'Things[0].State'),
        expected: fc.constantFrom('running', 'stopped', true),
      }),
      fc.record({ matcher: fc.constant('status'), expected: fc.constantFrom(200, 404) }),
      fc.record({ matcher: fc.constant('error'), expected: fc.constantFrom('NoSuchThing', 'Denied', true, false) }),
    ),
  )
  .map(([state, matcher]) => ({ state, ...matcher }) as WaiterAcceptor);

const poll: fc.Arbitrary<Poll> = fc.oneof(
  fc.array(fc.constantFrom('running', 'stopped', 'pending'), { maxLength: 3 }).map((states) => {
    const answer = toValue({ Things: states.map((State) => ({ State })) });
    return { ok: true as const, answer: answer instanceof Map ? answer : new Map(), status: 200 };
  }),
  fc
    .constantFrom('NoSuchThing', 'Denied', 'Other')
    .map((code) => ({ ok: false as const, code, message: 'No.', members: {}, status: 404, requestId: 'r' })),
);

const waiter = (acceptors: readonly WaiterAcceptor[], delaySeconds: number, maxAttempts: number): Waiter => ({
  name: 'ThingExists',
  operation: 'DescribeThings',
  delaySeconds,
  maxAttempts,
  acceptors,
});

async function ours(given: Waiter, polls: readonly Poll[]) {
  let [count, slept] = [0, 0];
  const next = async (): Promise<Poll> => {
    const found = polls[Math.min(count, polls.length - 1)];
    count++;
    if (!found) throw new Error('A service has answers.');
    return found;
  };
  const sleep = async (milliseconds: number) => {
    slept += milliseconds;
  };
  const error = await waitFor(given, next, { sleep }).then(
    () => null,
    (thrown: Error) => thrown.message,
  );
  return { polls: count, error, slept };
}

describe.runIf(hasPythonCli)('a waiter', () => {
  let python: PythonCli;
  beforeAll(() => {
    python = startPythonCli();
  });
  afterAll(() => python.close());

  it('ends as botocore’s does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(acceptor, { minLength: 1, maxLength: 4 }),
        fc.array(poll, { minLength: 1, maxLength: 4 }),
        async (acceptors, polls) => {
          const answers = polls.map((each) =>
            each.ok
              ? new Map([...each.answer, ['ResponseMetadata', toValue({ HTTPStatusCode: each.status })] as const])
              : toValue({ Error: { Code: each.code, Message: each.message }, ResponseMetadata: { HTTPStatusCode: each.status } }),
          );
          const config = toValue({ operation: 'DescribeThings', delay: 0, maxAttempts: 4, acceptors });
          const { slept, ...mine } = await ours(waiter(acceptors, 0, 4), polls);
          expect(slept).toBe(0);
          expect(
            await python.ask(
              'wait',
              new Map([
                ['config', config],
                ['answers', answers],
              ]),
            ),
          ).toEqual({ ok: mine });
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('waitFor', () => {
  it('polls every second, for as long as AWS’s waiter waits', async () => {
    const pending: Poll = { ok: true, answer: new Map(), status: 200 };
    const acceptors: WaiterAcceptor[] = [{ state: 'success', matcher: 'path', argument: 'State', expected: 'running' }];
    expect(await ours(waiter(acceptors, 15, 40), [pending])).toEqual({
      polls: 600,
      slept: 599_000,
      error: 'Waiter ThingExists failed: Max attempts exceeded',
    });
    expect(await ours(waiter(acceptors, 1, 20), [pending])).toMatchObject({ polls: 20, slept: 19_000 });
  });
});
