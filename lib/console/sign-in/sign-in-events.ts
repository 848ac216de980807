import { randomUUID } from 'node:crypto';
import { rootUserArn } from '../../core/arns';
import type { Call, Caller } from '../../core/call';
import { type EventFacts, recordEvent } from '../../core/events/events';
import { mayRecordUnsigned } from '../../core/events/unsigned-failures';
import type { Database } from '../../db/client';

// The sign-in events of the history, in CloudTrail's format. Source: CloudTrail User Guide, "AWS Management Console sign-in
// events".

type Origin = { sourceIp: string; userAgent: string; secure: boolean };
/** CloudTrail's value for whether an MFA device was used. */
export type MfaUsed = 'Yes' | 'No';

/** Records ConsoleLogin for a successful sign-in. */
export function recordSignIn(database: Database, caller: Caller, origin: Origin, now: Date, MFAUsed: MfaUsed): Promise<void> {
  return recordEvent(database, signInFacts('ConsoleLogin', caller, origin, now, { MobileVersion: 'No', MFAUsed }));
}

/**
 * Records ConsoleLogin for a failed sign-in. Failures at unknown names count like other unsigned calls, since their number is
 * unlimited.
 */
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

/** @param MFAUsed `Yes` if the password was correct and the MFA answer was not */
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

/** Records PasswordRecoveryCompleted for a root user. */
export function recordPasswordRecovery(database: Database, accountId: string, origin: Origin, now: Date): Promise<void> {
  const principal = { type: 'Root', accountId, arn: rootUserArn('aws', accountId) } as const;
  return recordEvent(
    database,
    signInFacts('PasswordRecoveryCompleted', { accountId, credential: 'console', principal }, origin, now),
  );
}

/** Records a sign-out. CloudTrail has this event only for IAM Identity Center. */
export function recordSignOut(database: Database, caller: Caller, origin: Origin, now: Date): Promise<void> {
  return recordEvent(database, signInFacts('Logout', caller, origin, now));
}

/**
 * Records SwitchRole or ExitRole in the account of the role.
 * @param role the role's session
 * @param SwitchFrom the ARN of the signed-in identity
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

/** Returns the event of a root user reopening a closed account at sign-in. In AWS, Support does that and no such event exists. */
export function accountReopened(caller: Caller, origin: Origin, now: Date): EventFacts {
  const { accountId } = caller;
  const resources = [{ ARN: `arn:aws:account::${accountId}:account`, accountId }];
  return { ...signInFacts('ReopenAccount', caller, origin, now), service: 'gatehouse', resources };
}

/** Returns the facts that all events of the signin source share. */
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
