import { AwsError } from '../../core/errors';
import { recordEvent } from '../../core/events/events';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { mfaSettingsOf } from '../../identity-center/sign-in-settings/rows';
import type { StoreMfaKind } from '../../identity-store/mfa/limits';
import { deleteStoreMfaDevice, findStoreMfaDevices, renameStoreMfaDevice, storeKindOf } from '../../identity-store/mfa/rows';
import { DeviceName } from '../../identity-store/mfa/schema';
import type { SignedInPerson } from '../session/rows';
import { personChangedMfa, REGISTERED, type SignInOrigin } from './events';

/** An MFA device as its person sees it. Times are ISO 8601. */
export type OwnMfaDevice = { id: string; name: string; kind: StoreMfaKind; since: string; lastUsed: string | null };

export async function ownMfaDevices({ reader }: Database, { user }: SignedInPerson): Promise<OwnMfaDevice[]> {
  return (await findStoreMfaDevices(reader, user)).map((device) => ({
    id: device.id,
    name: device.name,
    kind: storeKindOf(device),
    since: device.createdAt.toISOString(),
    lastUsed: device.lastUsedAt?.toISOString() ?? null,
  }));
}

/**
 * Refuses a change where the administrator manages the devices.
 * @param kind the kind to register; absent for other changes
 * @throws AwsError AccessDenied
 */
export function requireSelfManaged({ instance }: Pick<SignedInPerson, 'instance'>, kind?: StoreMfaKind): void {
  const { SelfManaged, AllowedKinds } = mfaSettingsOf(instance);
  if (!SelfManaged) throw new AwsError('AccessDenied', 'Your administrator manages your MFA devices.');
  if (kind !== undefined && !AllowedKinds.includes(kind))
    throw new AwsError('AccessDenied', 'Your administrator does not allow MFA devices of this type.');
}

const record = (
  database: Database,
  { instance, user, session, now }: SignedInPerson,
  name: Parameters<typeof personChangedMfa>[2],
  origin: SignInOrigin,
) => recordEvent(database, personChangedMfa(instance, { userId: user.id, sessionId: session.id }, name, origin, now));

/** Records that the person registered a device. */
export function recordOwnRegistration(database: Database, person: SignedInPerson, kind: StoreMfaKind, origin: SignInOrigin) {
  return record(database, person, REGISTERED[kind], origin);
}

/** Renames one of the person's own devices. @throws AwsError AccessDenied, or as `renameStoreMfaDevice` */
export async function renameOwnMfaDevice(
  database: Database,
  person: SignedInPerson,
  { id, name }: { id: string; name: string },
  origin: SignInOrigin,
): Promise<void> {
  requireSelfManaged(person);
  const parsed = DeviceName.safeParse(name);
  if (!parsed.success) throw new AwsError('ValidationException', 'A name has 1 to 64 characters.');
  await transaction(database, (tx) => renameStoreMfaDevice(tx, person.user, id, parsed.data));
  await record(database, person, 'UpdateMfaDeviceForUser', origin);
}

/** Deletes one of the person's own devices. @throws AwsError AccessDenied, or as `deleteStoreMfaDevice` */
export async function deleteOwnMfaDevice(
  database: Database,
  person: SignedInPerson,
  id: string,
  origin: SignInOrigin,
): Promise<void> {
  requireSelfManaged(person);
  await transaction(database, (tx) => deleteStoreMfaDevice(tx, person.user, id));
  await record(database, person, 'DeleteMfaDeviceForUser', origin);
}
