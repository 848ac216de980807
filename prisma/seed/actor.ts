import { randomUUID } from 'node:crypto';
import { iamArn, rootUserArn } from '../../lib/core/arns';
import type { Call, Caller } from '../../lib/core/call';
import type { AnyOperation, InputOf, OutputOf } from '../../lib/core/operation';
import { runOperation } from '../../lib/core/run/run';
import { findCredential } from '../../lib/core/secrets/credentials';
import type { Database } from '../../lib/db/client';
import type { RootTask } from '../../lib/iam/root-access/rows';
import { AssumeRoot } from '../../lib/sts/root-session/operations';
import { AssumeRole } from '../../lib/sts/session/operations';

/** A caller of operations. Every row of the seed comes from an operation that its caller was allowed to call. */
export type Actor = <O extends AnyOperation>(operation: O, input: InputOf<O>) => Promise<OutputOf<O>>;

type UserRow = { accountId: string; id: string; name: string; path: string };

/** Returns the time of a call: now, or a day in the past for a demo with a history. */
export type Clock = () => Date;
export const NOW: Clock = () => new Date();

/**
 * Returns an actor.
 * @param how overrides of the calls' properties
 */
function actorFor(database: Database, caller: Caller, clock: Clock = NOW, how: Partial<Call> = {}): Actor {
  return (operation, input) =>
    runOperation(
      operation,
      input,
      {
        caller,
        requestId: randomUUID(),
        now: clock(),
        sourceIp: '127.0.0.1',
        userAgent: 'gatehouse-seed',
        region: 'us-east-1',
        partition: 'aws',
        secureTransport: true,
        via: 'system',
        ...how,
      },
      database,
    );
}

export function rootActor(database: Database, accountId: string, clock = NOW): Actor {
  const principal = { type: 'Root' as const, accountId, arn: rootUserArn('aws', accountId) };
  return actorFor(database, { accountId, credential: 'longTerm', principal }, clock);
}

export function userActor(database: Database, user: UserRow, clock = NOW, how: Partial<Call> = {}): Actor {
  const { accountId, id: userId, name: userName, path } = user;
  const arn = iamArn('aws', accountId, 'user', path, userName);
  return actorFor(
    database,
    { accountId, credential: 'longTerm', principal: { type: 'User', accountId, arn, userId, userName } },
    clock,
    how,
  );
}

/**
 * Enters a member account through the role that CreateAccount created there.
 * @param how overrides of the properties of calls in the member account
 */
export async function memberActor(
  database: Database,
  administrator: Actor,
  accountId: string,
  clock = NOW,
  how: Partial<Call> = {},
): Promise<Actor> {
  const { Credentials } = await administrator(AssumeRole, {
    RoleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`,
    RoleSessionName: 'seed',
  });
  return sessionActor(database, Credentials.AccessKeyId, clock, how);
}

/** Starts a root session in a member account that is limited to a task. */
export async function rootTaskActor(
  database: Database,
  administrator: Actor,
  accountId: string,
  task: RootTask,
  clock = NOW,
): Promise<Actor> {
  const TaskPolicyArn = { arn: `arn:aws:iam::aws:policy/root-task/${task}` };
  const { Credentials } = await administrator(AssumeRoot, { TargetPrincipal: accountId, TaskPolicyArn });
  return sessionActor(database, Credentials.AccessKeyId, clock);
}

async function sessionActor(database: Database, accessKeyId = '', clock: Clock, how: Partial<Call> = {}): Promise<Actor> {
  const credential = await findCredential(database.reader, accessKeyId, 'aws', clock());
  if (credential.state !== 'usable')
    throw new Error(`the seed could not enter an account: its credentials are ${credential.state}`);
  return actorFor(database, credential.caller, clock, how);
}
