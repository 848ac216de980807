import type { Partition } from '../../core/call';
import { giveWay, readByIds, readOwned, sortInTurns } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { serialNumberOf } from '../mfa/rows';

/** A credential of a user. `Id` names it in calls, except for a password, which the user has only one of. */
export type UserCredential = {
  UserName: string;
  Kind: 'PASSWORD' | 'ACCESS_KEY' | 'MFA_DEVICE' | 'SSH_KEY' | 'CERTIFICATE' | 'SERVICE_CREDENTIAL';
  Id: string;
  /** Passwords and MFA devices are always active. */
  Status: 'Active' | 'Inactive';
  Created: Date | null;
  /** Absent: IAM does not record uses of this kind. */
  LastUsed?: { Time: Date; Service?: string } | null;
};

type OfUser = { userId: string | null };

/** Reads the credentials of an account's users, by user name. @param only the names of the users; default: all */
export async function readCredentials(
  db: Transaction,
  partition: Partition,
  accountId: string,
  only?: readonly string[],
): Promise<UserCredential[]> {
  const wanted = only && new Set(only.map((name) => name.toLowerCase()));
  const all = await readOwned([accountId], (where, take) => db.user.findMany({ where, orderBy: { id: 'asc' }, take }));
  const users = new Map(all.filter(({ nameKey }) => wanted?.has(nameKey) ?? true).map((user) => [user.id, user]));
  const ids = [...users.keys()];
  const created = { orderBy: { createdAt: 'asc' } } as const;
  const credentials: UserCredential[] = [];
  const add = async <Row extends OfUser>(rows: readonly Row[], toCredential: (row: Row) => Omit<UserCredential, 'UserName'>) => {
    for (const row of rows) {
      const user = row.userId === null ? undefined : users.get(row.userId);
      if (user) credentials.push({ UserName: user.name, ...toCredential(row) });
      await giveWay();
    }
  };
  const inSome = (some: string[]) => ({ where: { userId: { in: some } }, ...created });
  await add(await readByIds(ids, (some) => db.loginProfile.findMany(inSome(some))), ({ userId, createdAt }) => {
    const used = users.get(userId)?.passwordLastUsed;
    return { Kind: 'PASSWORD', Id: '', Status: 'Active', Created: createdAt, LastUsed: used ? { Time: used } : null };
  });
  await add(await readByIds(ids, (some) => db.accessKey.findMany(inSome(some))), (key) => ({
    Kind: 'ACCESS_KEY',
    Id: key.id,
    Status: statusOf(key),
    Created: key.createdAt,
    LastUsed: key.lastUsedAt && { Time: key.lastUsedAt, ...(key.lastUsedService && { Service: key.lastUsedService }) },
  }));
  await add(await readByIds(ids, (some) => db.mfaDevice.findMany(inSome(some))), (device) => ({
    Kind: 'MFA_DEVICE',
    Id: serialNumberOf(partition, device),
    Status: 'Active',
    Created: device.enabledAt,
    LastUsed: device.lastUsedAt && { Time: device.lastUsedAt },
  }));
  await add(await readByIds(ids, (some) => db.sshPublicKey.findMany(inSome(some))), (key) => ({
    ...{ Kind: 'SSH_KEY', Id: key.id, Status: statusOf(key), Created: key.createdAt },
  }));
  await add(await readByIds(ids, (some) => db.signingCertificate.findMany(inSome(some))), (certificate) => ({
    ...{ Kind: 'CERTIFICATE', Id: certificate.id, Status: statusOf(certificate), Created: certificate.createdAt },
  }));
  await add(await readByIds(ids, (some) => db.serviceSpecificCredential.findMany(inSome(some))), (credential) => ({
    ...{ Kind: 'SERVICE_CREDENTIAL', Id: credential.id, Status: statusOf(credential), Created: credential.createdAt },
  }));
  return sortInTurns(credentials, (one, other) => (one.UserName < other.UserName ? -1 : one.UserName > other.UserName ? 1 : 0));
}

const statusOf = ({ status }: { status: string }) => (status === 'Active' ? 'Active' : 'Inactive');
