import { randomUUID } from 'node:crypto';
import { createAccount } from '../account/create-account';
import { createTestDatabase, type TestDatabase } from '../db/test-database';
import { transaction } from '../db/transaction';
import { loadModules } from '../modules';
import { rootUserArn } from './arns';
import { type Call, type Caller, SIGNED_HERE } from './call';
import { AwsError } from './errors';
import type { AnyOperation, InputOf, OutputOf } from './operation';
import { runOperation } from './run/run';

/** The fixed time of tests, unless a test moves the clock. */
export const TEST_NOW = new Date('2026-03-01T12:00:00.000Z');

/** A real database for one test, with common tasks: create accounts, and run operations as a caller. */
export type TestWorld = {
  database: TestDatabase;
  /** Creates an account. Returns a caller that runs operations as its root user. */
  account(name?: string): Promise<Actor>;
  /** Runs operations as any caller. */
  as(caller: Caller, overrides?: Partial<Call>): Actor;
  close(): Promise<void>;
};

/** A caller. `run` is `runOperation` with this caller. `fails` expects an AwsError and returns it. */
export type Actor = {
  accountId: string;
  caller: Caller;
  run<O extends AnyOperation>(operation: O, input: InputOf<O>): Promise<OutputOf<O>>;
  fails<O extends AnyOperation>(operation: O, input: InputOf<O>): Promise<AwsError>;
  /** Returns the same caller in other circumstances: another time, address or Region. */
  with(overrides: Partial<Call>): Actor;
};

export async function createTestWorld(): Promise<TestWorld> {
  // Tests that count steps run in processes of their own, without the shared setup.
  await loadModules();
  const database = await createTestDatabase();
  const as = (caller: Caller, overrides: Partial<Call> = {}): Actor => {
    const call = (): Call => ({ ...testCall(caller), ...overrides });
    return {
      accountId: caller.accountId,
      caller,
      run: (operation, input) => runOperation(operation, input, call(), database),
      fails: async (operation, input) => {
        const outcome = await runOperation(operation, input, call(), database).then(
          () => null,
          (error: unknown) => error,
        );
        if (!(outcome instanceof AwsError))
          throw new Error(`${operation.name} should have failed with an AwsError, got ${String(outcome)}`);
        return outcome;
      },
      with: (more) => as(caller, { ...overrides, ...more }),
    };
  };
  let count = 0;
  return {
    database,
    as,
    account: async (name = `account-${++count}`) => {
      const { id } = await transaction(database, (tx) =>
        createAccount(tx, { name, email: `${name}-${randomUUID().slice(0, 8)}@example.com`, now: TEST_NOW }),
      );
      return as(rootCaller(id));
    },
    close: () => database.close(),
  };
}

export function rootCaller(accountId: string): Caller {
  return { accountId, credential: 'longTerm', principal: { type: 'Root', accountId, arn: rootUserArn('aws', accountId) } };
}

/** Returns a user as a caller, from the answer of CreateUser or GetUser. */
export function userCaller(user: { UserId?: string; UserName?: string; Arn?: string }): Caller {
  const [arn, userId, userName] = [user.Arn ?? '', user.UserId ?? '', user.UserName ?? ''];
  const accountId = arn.split(':')[4] ?? '';
  return { accountId, credential: 'longTerm', principal: { type: 'User', accountId, arn, userId, userName } };
}

/** Returns a call for tests. */
export function testCall(caller: Caller): Call {
  return {
    caller,
    requestId: randomUUID(),
    now: TEST_NOW,
    sourceIp: '127.0.0.1',
    userAgent: 'test',
    region: 'us-east-1',
    partition: 'aws',
    secureTransport: true,
    signing: SIGNED_HERE,
    via: 'api',
  };
}
