import { randomUUID } from 'node:crypto';
import { rootUserArn } from '../../lib/core/arns';
import type { Caller } from '../../lib/core/call';
import { findCredential } from '../../lib/core/credentials';
import type { AnyOperation, InputOf, OutputOf } from '../../lib/core/operation';
import { runOperation } from '../../lib/core/run';
import type { Database } from '../../lib/db/client';
import type { RootTask } from '../../lib/iam/root-access/rows';
import { AssumeRoot } from '../../lib/sts/root-session/operations';
import { AssumeRole } from '../../lib/sts/session/operations';

/** Somebody the seed acts as: every row comes from an operation that this caller was allowed to run. */
export type Actor = <O extends AnyOperation>(operation: O, input: InputOf<O>) => Promise<OutputOf<O>>;

export function actorFor(database: Database, caller: Caller): Actor {
  return (operation, input) =>
    runOperation(
      operation,
      input,
      {
        caller,
        requestId: randomUUID(),
        now: new Date(),
        sourceIp: '127.0.0.1',
        userAgent: 'gatehouse-seed',
        region: 'us-east-1',
        partition: 'aws',
        secureTransport: true,
        via: 'system',
      },
      database,
    );
}

export function rootActor(database: Database, accountId: string): Actor {
  return actorFor(database, {
    accountId,
    credential: 'longTerm',
    principal: { type: 'Root', accountId, arn: rootUserArn('aws', accountId) },
  });
}

/** Enters a member account as AWS means it: through the role that CreateAccount left there. */
export async function memberActor(database: Database, administrator: Actor, accountId: string): Promise<Actor> {
  const { Credentials } = await administrator(AssumeRole, {
    RoleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`,
    RoleSessionName: 'seed',
  });
  return sessionActor(database, Credentials?.AccessKeyId);
}

/** A root session in a member account, for one task. */
export async function rootTaskActor(database: Database, administrator: Actor, accountId: string, task: RootTask): Promise<Actor> {
  const TaskPolicyArn = { arn: `arn:aws:iam::aws:policy/root-task/${task}` };
  const { Credentials } = await administrator(AssumeRoot, { TargetPrincipal: accountId, TaskPolicyArn });
  return sessionActor(database, Credentials?.AccessKeyId);
}

async function sessionActor(database: Database, accessKeyId = ''): Promise<Actor> {
  const credential = await findCredential(database.reader, accessKeyId, 'aws', new Date());
  if (credential.state !== 'usable')
    throw new Error(`the seed could not enter an account: its credentials are ${credential.state}`);
  return actorFor(database, credential.caller);
}
