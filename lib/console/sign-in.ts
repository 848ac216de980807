import { randomUUID } from 'node:crypto';
import { rootUserArn } from '../core/arns';
import type { Call, Caller } from '../core/call';
import { AwsError } from '../core/errors';
import { recordEvent } from '../core/events';
import { hashPassword, verifyPassword } from '../core/secrets';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { userArn } from '../iam/user/rows';
import { startSession } from './session';
import { countFailure, forgive, throttleKeys, waitBefore } from './throttle';

export type SignInOrigin = { sourceIp: string; userAgent: string; secure: boolean };
export type SignedIn = { token: string; expiresAt: Date };

type Candidate = { accountId: string; userId: string | null; passwordHash: string; caller: Caller };

// AWS: one sentence for every reason, so that nothing can be learned from a failure.
const FAILED = 'Your authentication information is incorrect. Please try again.';

let decoyHash: Promise<string> | undefined;

/** Signs in a root user by e-mail address. @throws AwsError SignInFailed or Throttling */
export function signInRoot(
  database: Database,
  email: string,
  password: string,
  origin: SignInOrigin,
  now: Date,
): Promise<SignedIn> {
  return signIn(database, `root:${email}`, password, origin, now, async () => {
    const account = await database.reader.account.findUnique({ where: { email: email.trim().toLowerCase() } });
    if (account?.state !== 'ACTIVE' || account.rootPasswordHash === null) return null;
    const { id } = account;
    const principal = { type: 'Root', accountId: id, arn: rootUserArn('aws', id) } as const;
    return {
      accountId: id,
      userId: null,
      passwordHash: account.rootPasswordHash,
      caller: { accountId: id, credential: 'console', principal },
    };
  });
}

/** Signs in an IAM user by account id or alias, name and password. @throws AwsError SignInFailed or Throttling */
export function signInUser(
  database: Database,
  account: string,
  name: string,
  password: string,
  origin: SignInOrigin,
  now: Date,
): Promise<SignedIn> {
  return signIn(database, `user:${account}/${name}`, password, origin, now, async () => {
    const key = account
      .trim()
      .toLowerCase()
      .replaceAll('-', /^\d[\d-]*$/.test(account.trim()) ? '' : '-');
    const found = await database.reader.account.findFirst({ where: { OR: [{ id: key }, { alias: key }] } });
    if (found?.state !== 'ACTIVE') return null;
    const user = await database.reader.user.findUnique({
      where: { accountId_nameKey: { accountId: found.id, nameKey: name.trim().toLowerCase() } },
      include: { loginProfile: true },
    });
    if (!user?.loginProfile) return null;
    const principal = {
      type: 'User',
      accountId: found.id,
      arn: userArn('aws', user),
      userId: user.id,
      userName: user.name,
    } as const;
    return {
      accountId: found.id,
      userId: user.id,
      passwordHash: user.loginProfile.passwordHash,
      caller: { accountId: found.id, credential: 'console', principal },
    };
  });
}

async function signIn(
  database: Database,
  subject: string,
  password: string,
  origin: SignInOrigin,
  now: Date,
  find: () => Promise<Candidate | null>,
): Promise<SignedIn> {
  const keys = throttleKeys(origin.sourceIp, subject);
  const wait = await waitBefore(database, keys, now);
  if (wait > 0) throw new AwsError('Throttling', `Too many attempts. Try again in ${wait} second${wait === 1 ? '' : 's'}.`);
  const candidate = await find();
  // An unknown name costs the same time as a wrong password.
  decoyHash ??= hashPassword('no such user');
  const matches = await verifyPassword(candidate?.passwordHash ?? (await decoyHash), password);
  if (!candidate || !matches) {
    await countFailure(database, keys, now);
    if (candidate) await recordSignIn(database, candidate.caller, origin, now, false);
    throw new AwsError('SignInFailed', FAILED);
  }
  await forgive(database, keys);
  await transaction(database, async (tx) => {
    if (candidate.userId === null)
      await tx.account.update({ where: { id: candidate.accountId }, data: { rootPasswordLastUsed: now } });
    else await tx.user.update({ where: { id: candidate.userId }, data: { passwordLastUsed: now } });
  });
  const session = await startSession(
    database,
    { accountId: candidate.accountId, userId: candidate.userId },
    { sourceIp: origin.sourceIp, userAgent: origin.userAgent },
    now,
  );
  await recordSignIn(database, candidate.caller, origin, now, true);
  return session;
}

/** CloudTrail's ConsoleLogin event. */
function recordSignIn(database: Database, caller: Caller, origin: SignInOrigin, now: Date, success: boolean): Promise<void> {
  const call: Call = {
    caller,
    requestId: randomUUID(),
    now,
    sourceIp: origin.sourceIp,
    userAgent: origin.userAgent,
    region: 'us-east-1',
    partition: 'aws',
    secureTransport: origin.secure,
    via: 'console',
  };
  return recordEvent(database, {
    call,
    service: 'signin',
    name: 'ConsoleLogin',
    readOnly: false,
    outcome: success ? 'Success' : 'Failed',
    output: { ConsoleLogin: success ? 'Success' : 'Failure' },
    error: success ? undefined : { code: 'SignInFailed', message: 'Failed authentication' },
    resources: [],
  });
}
