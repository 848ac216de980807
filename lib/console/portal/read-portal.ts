import 'server-only';
import { accountsOf, type PortalAccount } from '../../access-portal/accounts';
import { findSignInsOf, type SignedInPerson } from '../../access-portal/session/rows';
import { type OwnMfaDevice, ownMfaDevices } from '../../access-portal/sign-in/own-devices';
import { keysOf } from '../../core/text/lists';
import { mfaSettingsOf } from '../../identity-center/sign-in-settings/rows';
import { MOST_OF_KIND, type StoreMfaKind } from '../../identity-store/mfa/limits';
import { runtime } from '../runtime';

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
