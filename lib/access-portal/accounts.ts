import { randomUUID } from 'node:crypto';
import { compareValues } from '../core/list/compare-values';
import type { Transaction } from '../db/client';
import { type AssignedRole, accessOf, unusableReasons } from '../identity-center/assignment/rows';
import { accountContacts } from '../organizations/account/rows';
import type { SignedInPerson } from './session/rows';

/** A permission set in an account, as its person sees it. */
export type PortalPermissionSet = {
  id: string;
  name: string;
  description: string | null;
  /** ISO 8601. */
  sessionDuration: string;
  /** The reason why nobody can use it now; null if people can. */
  unavailable: AssignedRole['reason'];
  isFavorite: boolean;
};

/** An account with the permission sets of a person in it. */
export type PortalAccount = { id: string; name: string; email: string; permissionSets: readonly PortalPermissionSet[] };

type Person = Pick<SignedInPerson, 'instance' | 'user'>;

/** Returns everything that a person may use, by the names of accounts and permission sets. */
export async function accountsOf(db: Transaction, { instance, user }: Person): Promise<PortalAccount[]> {
  const access = await accessOf(db, instance, user.id);
  const reasons = await unusableReasons(db, instance, access);
  const favorites = await db.portalFavorite.findMany({ where: { storeId: instance.identityStoreId, userId: user.id } });
  const isFavorite = new Set(favorites.map(({ targetId, permissionSetId }) => `${targetId}/${permissionSetId}`));
  const contacts = await accountContacts(
    db,
    access.map(({ accountId }) => accountId),
  );
  const byAccount = new Map<string, PortalPermissionSet[]>();
  for (const [at, { accountId, permissionSet }] of access.entries()) {
    const { id, name, description, sessionDuration } = permissionSet;
    const sets = byAccount.get(accountId) ?? [];
    const unavailable = reasons[at] ?? null;
    sets.push({ id, name, description, sessionDuration, unavailable, isFavorite: isFavorite.has(`${accountId}/${id}`) });
    byAccount.set(accountId, sets);
  }
  const accounts = contacts.map((contact) => ({ ...contact, permissionSets: byAccount.get(contact.id) ?? [] }));
  return accounts.sort((one, other) => compareValues(one.name, other.name) || (one.id < other.id ? -1 : 1));
}

/** Marks a permission set in an account as a favorite, or no longer. */
export async function setFavorite(
  db: Transaction,
  { instance, user }: Person,
  { accountId, permissionSetId }: { accountId: string; permissionSetId: string },
  isFavorite: boolean,
): Promise<void> {
  const key = { userId: user.id, targetId: accountId, permissionSetId };
  if (!isFavorite) {
    await db.portalFavorite.deleteMany({ where: key });
    return;
  }
  const access = await accessOf(db, instance, user.id, { accountId });
  // A person marks only what the person has.
  if (!access.some(({ permissionSet }) => permissionSet.id === permissionSetId)) return;
  const place = { accountId: instance.accountId, storeId: instance.identityStoreId };
  await db.portalFavorite.upsert({
    where: { userId_targetId_permissionSetId: key },
    create: { id: randomUUID(), ...place, ...key },
    update: {},
  });
}
