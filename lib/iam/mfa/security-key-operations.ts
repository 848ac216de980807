import { entityAlreadyExists, invalidInput } from '../../core/errors';
import { newMfaDeviceId, newSecurityKeyId } from '../../core/ids';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { realTimeOf } from '../../core/time/clock';
import { requireRoom } from '../quotas';
import { findSubject, requireOwner, type Subject, subjectCheck } from '../subject';
import { findEnabledDevices, type MfaOwner, serialNumberOf } from './rows';
import { BeginSecurityKeyInput, EnableSecurityKeyInput } from './schema';
import { askToRegister, attemptOf, credentialOf, registeredCredential, userHandleOf } from './webauthn';

// In AWS, passkeys and security keys are registered only in the console. Both steps need iam:EnableMFADevice, and
// iam:RegisterSecurityKey says which step it is (IAM User Guide, "Supported configurations for using passkeys and security
// keys"). The keys iam:FIDO-certification and iam:FIDO-FIPS-140-…-certification are absent: lib/decisions/024-second-factors.md.

function enableCheck(scope: Scope, subject: Subject, half: 'Create' | 'Activate'): Check[] {
  const context = { 'iam:RegisterSecurityKey': half };
  return subjectCheck('iam:EnableMFADevice', scope, subject).map((check) => ({ ...check, context }));
}

/** Ties a challenge to the session that requested it and to the owner of the device. */
function registrationOf({ call }: Scope, { accountId, userId }: MfaOwner): string {
  return attemptOf('register', call.consoleSession ?? null, accountId, userId);
}

async function requireRoomForDevice({ db }: Scope, owner: MfaOwner) {
  const devices = await findEnabledDevices(db, owner);
  requireRoom('MFADevicesPerUser', devices.length);
  return devices;
}

/** Returns the browser's request to the new device. The answer must reach EnableSecurityKey within five minutes. */
export const BeginSecurityKeyRegistration = defineOperation({
  service: 'gatehouse',
  name: 'BeginSecurityKeyRegistration',
  access: 'Write',
  input: BeginSecurityKeyInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => enableCheck(scope, subject, 'Create'),
  run: async (_input, scope, subject) => {
    const owner = requireOwner(scope, subject);
    const devices = await requireRoomForDevice(scope, owner);
    const handle = userHandleOf(owner.accountId, owner.userId);
    const label = `${owner.UserName ?? 'root'} @ ${scope.account.alias ?? scope.accountId}`;
    const of = { handle, label, devices };
    return { RegistrationOptions: await askToRegister(scope.db, registrationOf(scope, owner), of, realTimeOf(scope.call)) };
  },
  touches: () => ({}),
});

/** Enables a passkey or security key. As in AWS, the history records it as EnableMFADevice. */
export const EnableSecurityKey = defineOperation({
  service: 'iam',
  name: 'EnableMFADevice',
  access: 'Write',
  input: EnableSecurityKeyInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => enableCheck(scope, subject, 'Activate'),
  prepare: async ({ RegistrationResponse }, scope, subject, database) => {
    const attempt = registrationOf(scope, requireOwner(scope, subject));
    const credential = await registeredCredential(database, attempt, RegistrationResponse, realTimeOf(scope.call));
    if (!credential) throw invalidInput('The answer of the passkey or security key could not be verified. Register it again.');
    return credential;
  },
  run: async ({ DeviceName }, scope, subject, credential) => {
    const { db, accountId, partition, now } = scope;
    const { userId, UserName } = requireOwner(scope, subject);
    const others = await requireRoomForDevice(scope, { accountId, userId });
    if (others.some((device) => credentialOf(device)?.id === credential.id))
      throw entityAlreadyExists('MFA Device is already in use.');
    const name = `${DeviceName}-${newSecurityKeyId()}`;
    const row = await db.mfaDevice.create({
      data: {
        id: newMfaDeviceId(),
        accountId,
        kind: 'fido',
        path: UserName === undefined ? '/root-account/' : `/user/${UserName}/`,
        name,
        nameKey: name.toLowerCase(),
        credential: JSON.stringify(credential),
        userId,
        ownedByRoot: userId === null,
        enabledAt: now,
        createdAt: now,
      },
    });
    return { SerialNumber: serialNumberOf(partition, row) };
  },
});
