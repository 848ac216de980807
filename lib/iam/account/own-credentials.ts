import { callerMay } from '../../core/authorization/authorize';
import { defineOperation, type Scope } from '../../core/operation';
import { expiryOf, findPasswordPolicy } from '../password-policy/rows';
import { findSubject, requireOwner, subjectCheck } from '../subject';
import { GetOwnCredentialsInput } from './schema';

export type OwnKey = { AccessKeyId: string; Status: string; CreateDate: Date; LastUsedDate?: Date; LastUsedService?: string };

/** The caller's own credentials. A part is null if the caller may not read it. */
export type OwnCredentials = {
  /** Absent for role sessions, which have no credentials of their own. */
  Owner?: 'User' | 'Root';
  /** `ChangedAt` is absent without a password. */
  Password: { ChangedAt?: Date; ExpiresAt?: Date } | null;
  MfaDevices: number | null;
  AccessKeys: OwnKey[] | null;
};

/** Returns the caller's own credentials. Each part needs AWS's permission for it. */
export const GetOwnCredentials = defineOperation({
  service: 'iam',
  name: 'GetOwnCredentials',
  access: 'Read',
  input: GetOwnCredentialsInput,
  // Each part is checked separately.
  checks: () => [],
  run: async (_, scope): Promise<OwnCredentials> => {
    const { principal } = scope.caller;
    if (principal.type !== 'User' && principal.type !== 'Root') return { Password: null, MfaDevices: null, AccessKeys: null };
    const subject = await findSubject(scope, undefined);
    const { userId } = requireOwner(scope, subject);
    const ask = await callerMay(scope);
    const may = async (action: string) => {
      const asked = await Promise.all(subjectCheck(action, scope, subject).map(ask));
      return asked.every((allowed) => allowed);
    };
    return {
      Owner: principal.type,
      Password: (await may('iam:GetLoginProfile')) ? await readPassword(scope, userId) : null,
      MfaDevices: (await may('iam:ListMFADevices')) ? await countDevices(scope, userId) : null,
      AccessKeys: (await may('iam:ListAccessKeys')) ? await readKeys(scope, userId) : null,
    };
  },
});

async function readPassword({ db, accountId }: Scope, userId: string | null): Promise<OwnCredentials['Password']> {
  if (userId === null) {
    const account = await db.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { rootPasswordHash: true, rootPasswordChangedAt: true, createdAt: true },
    });
    return account.rootPasswordHash === null ? {} : { ChangedAt: account.rootPasswordChangedAt ?? account.createdAt };
  }
  const profile = await db.loginProfile.findUnique({ where: { userId }, select: { passwordChangedAt: true } });
  if (!profile) return {};
  const ChangedAt = profile.passwordChangedAt;
  const policy = await findPasswordPolicy(db, accountId);
  return { ChangedAt, ExpiresAt: policy ? expiryOf(policy, ChangedAt) : undefined };
}

function countDevices({ db, accountId }: Scope, userId: string | null): Promise<number> {
  return db.mfaDevice.count({ where: userId === null ? { accountId, ownedByRoot: true } : { accountId, userId } });
}

async function readKeys({ db, accountId }: Scope, userId: string | null): Promise<OwnKey[]> {
  const keys = await db.accessKey.findMany({ where: { accountId, userId }, orderBy: { createdAt: 'asc' } });
  return keys.map((key) => ({
    AccessKeyId: key.id,
    Status: key.status,
    CreateDate: key.createdAt,
    LastUsedDate: key.lastUsedAt ?? undefined,
    LastUsedService: key.lastUsedService ?? undefined,
  }));
}
