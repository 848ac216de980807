import { randomUUID } from 'node:crypto';
import { rootUserArn } from '../core/arns';
import type { Call, Caller } from '../core/call';
import { type EventFacts, recordEvent } from '../core/events';
import { mayRecordUnsigned } from '../core/unsigned-failures';
import type { Database } from '../db/client';

// What the history tells of signing in, in the words of CloudTrail. Source: CloudTrail User Guide, "AWS Management Console sign-in events".

type Origin = { sourceIp: string; userAgent: string; secure: boolean };
/** CloudTrail's word for whether an MFA device took part. */
export type MfaUsed = 'Yes' | 'No';

/** ConsoleLogin of somebody who is in. */
export function recordSignIn(database: Database, caller: Caller, origin: Origin, now: Date, MFAUsed: MfaUsed): Promise<void> {
  return recordEvent(database, signInFacts('ConsoleLogin', caller, origin, now, { MobileVersion: 'No', MFAUsed }));
}

/** ConsoleLogin of somebody who is not. Failures at names that there are not as many as others of unsigned calls: there is no end of names. */
export async function recordFailedSignIn(
  database: Database,
  caller: Caller,
  origin: Origin,
  now: Date,
  MFAUsed: MfaUsed,
): Promise<void> {
  if (caller.principal.type === 'Anonymous' && !mayRecordUnsigned(database, caller.accountId, now)) return;
  await recordEvent(database, failedSignIn(caller, origin, now, MFAUsed));
}

/** @param MFAUsed `Yes` where the password was right and what an MFA device said was not */
export function failedSignIn(caller: Caller, origin: Origin, now: Date, MFAUsed: MfaUsed = 'No'): EventFacts {
  const isKnown = caller.principal.type !== 'Anonymous';
  const message = isKnown ? 'Failed authentication' : 'No username found in supplied account';
  return {
    ...signInFacts('ConsoleLogin', caller, origin, now, { MobileVersion: 'No', MFAUsed }),
    outcome: 'Failed',
    output: { ConsoleLogin: 'Failure' },
    error: { code: 'SignInFailed', message },
  };
}

/** PasswordRecoveryCompleted, of a root user. */
export function recordPasswordRecovery(database: Database, accountId: string, origin: Origin, now: Date): Promise<void> {
  const principal = { type: 'Root', accountId, arn: rootUserArn('aws', accountId) } as const;
  return recordEvent(
    database,
    signInFacts('PasswordRecoveryCompleted', { accountId, credential: 'console', principal }, origin, now),
  );
}

/** Somebody has signed out. CloudTrail knows this event of IAM Identity Center alone; here the history has it of everybody. */
export function recordSignOut(database: Database, caller: Caller, origin: Origin, now: Date): Promise<void> {
  return recordEvent(database, signInFacts('Logout', caller, origin, now));
}

/**
 * Somebody acts as a role from now on, or no longer: told to the account of the role.
 * @param role the role's session
 * @param SwitchFrom ARN of who signed in
 */
export function recordRoleSwitch(
  database: Database,
  name: 'SwitchRole' | 'ExitRole',
  role: Caller,
  SwitchFrom: string,
  origin: Origin,
  now: Date,
): Promise<void> {
  return recordEvent(database, signInFacts(name, role, origin, now, { SwitchFrom }));
}

/** The root user of a closed account has reopened it on its way in. AWS's Support does that, and its history has no such event. */
export function accountReopened(caller: Caller, origin: Origin, now: Date): EventFacts {
  const { accountId } = caller;
  const resources = [{ ARN: `arn:aws:account::${accountId}:account`, accountId }];
  return { ...signInFacts('ReopenAccount', caller, origin, now), service: 'gatehouse', resources };
}

/** What all events of CloudTrail's signin source have in common here. */
function signInFacts(
  name: string,
  caller: Caller,
  { sourceIp, userAgent, secure }: Origin,
  now: Date,
  additional?: Record<string, string>,
): EventFacts {
  const call: Call = {
    caller,
    requestId: randomUUID(),
    now,
    sourceIp,
    userAgent,
    region: 'us-east-1',
    partition: 'aws',
    secureTransport: secure,
    via: 'console',
  };
  const output = { [name]: 'Success' };
  return { call, service: 'signin', name, readOnly: false, resources: [], outcome: 'Success', output, additional };
}
