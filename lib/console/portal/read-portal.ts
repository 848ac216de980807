import 'server-only';
import { accountsOf, type PortalAccount } from '../../access-portal/accounts';
import { type PortalApplication, personApplications } from '../../access-portal/applications';
import { type AuthorizationRequest, readAuthorization } from '../../access-portal/oauth/authorization';
import { nowOfOwner } from '../../access-portal/owner-clock';
import { findSignInsOf, type SignedInPerson } from '../../access-portal/session/rows';
import { type OwnMfaDevice, ownMfaDevices } from '../../access-portal/sign-in/own-devices';
import { keysOf } from '../../core/text/lists';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { mfaSettingsOf } from '../../identity-center/sign-in-settings/rows';
import { MOST_OF_KIND, type StoreMfaKind } from '../../identity-store/mfa/limits';
import { findUserOfSetUpToken } from '../../identity-store/password/rows';
import { accountNames } from '../../organizations/account/rows';
import { runtime } from '../runtime';

/** An access portal's name and the id of its identity store. */
export type PortalTitle = { store: string; name: string };

/** Returns the name of an instance, or else of the account that owns it. */
export async function portalTitle({ identityStoreId, name, accountId }: InstanceRow): Promise<PortalTitle> {
  const { database } = await runtime();
  const names = await accountNames(database.reader, [accountId]);
  return { store: identityStoreId, name: name ?? names.get(accountId) ?? identityStoreId };
}

/** Returns the signed-in person as the bar shows it. */
export function shownPerson({ session, user }: SignedInPerson) {
  const { userName, displayName } = user;
  return { session: session.id, userName, displayName: displayName ?? userName, until: session.expiresAt.toISOString() };
}

/** Returns the user name of a mailed link, or null if the link has ended. */
export async function linkedPerson(storeId: string, accountId: string, link: string): Promise<string | null> {
  const { database } = await runtime();
  const now = await nowOfOwner(database, { accountId });
  return (await findUserOfSetUpToken(database.reader, storeId, link, now))?.userName ?? null;
}

/** Returns a program's request, or the sentence for the person if it cannot be answered. */
export async function askedAuthorization(storeId: string, query: string): Promise<AuthorizationRequest | string> {
  const { database } = await runtime();
  return readAuthorization(database.reader, storeId, new URLSearchParams(query), new Date());
}

/** A sign-in as its person sees it. `program` is null for a browser. Times are ISO 8601. */
export type ShownSignIn = {
  id: string;
  program: string | null;
  userAgent: string;
  sourceIp: string;
  since: string;
  until: string;
  isThis: boolean;
};

export async function readAccounts(person: SignedInPerson): Promise<PortalAccount[]> {
  return accountsOf((await runtime()).database.reader, person);
}

export async function readApplications(person: SignedInPerson): Promise<PortalApplication[]> {
  return personApplications((await runtime()).database.reader, person);
}

export async function readSignIns({ user, session, now }: SignedInPerson): Promise<ShownSignIn[]> {
  const rows = await findSignInsOf((await runtime()).database.reader, user, now);
  return rows.map(({ id, clientName, userAgent, sourceIp, createdAt, expiresAt }) => ({
    id,
    program: clientName,
    userAgent,
    sourceIp,
    since: createdAt.toISOString(),
    until: expiresAt.toISOString(),
    isThis: id === session.id,
  }));
}

/** The person's MFA devices, and the kinds of which the person can register another. */
export type MyMfa = { devices: readonly OwnMfaDevice[]; kinds: readonly StoreMfaKind[]; isSelfManaged: boolean };

export async function readMfa(person: SignedInPerson): Promise<MyMfa> {
  const devices = await ownMfaDevices((await runtime()).database, person);
  const { AllowedKinds, SelfManaged } = mfaSettingsOf(person.instance);
  const hasRoom = (kind: StoreMfaKind) => devices.filter((device) => device.kind === kind).length < MOST_OF_KIND[kind];
  const kinds = keysOf(MOST_OF_KIND).filter((kind) => AllowedKinds.includes(kind) && hasRoom(kind));
  return { devices, kinds, isSelfManaged: SelfManaged };
}
