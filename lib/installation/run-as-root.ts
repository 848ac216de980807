import { randomUUID } from 'node:crypto';
import { findAccountFacts } from '../core/account-facts';
import { rootUserArn } from '../core/arns';
import { type Call, SIGNED_HERE } from '../core/call';
import { noSuchEntity } from '../core/errors';
import type { AnyOperation, InputOf, OutputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import { atClockOf, type ClockFacts } from '../core/time/clock';
import type { Database } from '../db/client';

/** The origin of a request and its real time. */
export type Origin = Pick<Call, 'now' | 'sourceIp' | 'userAgent'>;

/**
 * Runs an operation as the root user of an account, so that it is checked, limited and recorded as usual.
 * @param region the Region of the call; the default is us-east-1
 * @throws AwsError NoSuchEntity for an unknown account, and the operation's own errors
 */
export async function runAsRoot<O extends AnyOperation>(
  database: Database,
  accountId: string,
  origin: Origin,
  operation: O,
  input: InputOf<O>,
  region?: string,
): Promise<OutputOf<O>> {
  const account = await findAccountFacts(database.reader, accountId);
  if (!account) throw noSuchEntity(`There is no account ${accountId}.`);
  const call = systemCall(account, origin);
  return runOperation(operation, input, region === undefined ? call : { ...call, region }, database);
}

/** Returns an unsigned call of an account's root user. */
export function systemCall(account: ClockFacts & { id: string }, origin: Origin): Call {
  const accountId = account.id;
  const caller = {
    accountId,
    principal: { type: 'Root', accountId, arn: rootUserArn('aws', accountId) },
    credential: 'console',
  } as const;
  const place = { region: 'us-east-1', partition: 'aws', secureTransport: true, signing: SIGNED_HERE, via: 'system' } as const;
  return atClockOf(account, { ...origin, ...place, caller, requestId: randomUUID() });
}
