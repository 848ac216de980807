import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { readPeopleWithPassword } from '../../identity-store/mfa/rows';
import type { InstanceRow } from '../instance/rows';
import { type MfaSettings, NEW_MFA_SETTINGS, PROMPT_MODES, WITHOUT_DEVICE } from './schema';

/** Returns when people of an instance need MFA at the access portal. */
export function mfaSettingsOf({ mfaSettings }: Pick<InstanceRow, 'mfaSettings'>): MfaSettings {
  return mfaSettings === null ? NEW_MFA_SETTINGS : storedJson<MfaSettings>(mfaSettings);
}

/** A person of the identity store who can sign in. A device counts only if the settings allow its type. */
type SignInPerson = { id: string; name: string; passwordChangedAt: Date | null; hasDevice: boolean };

/** Reads who can sign in to the access portal, and whether a password is enough. */
export async function readSignIns(db: Transaction, instance: InstanceRow) {
  const { PromptMode, WithoutDevice, AllowedKinds } = mfaSettingsOf(instance);
  const asks = PromptMode !== 'NEVER';
  const people: SignInPerson[] = [];
  for await (const rows of readPeopleWithPassword(db, instance.identityStoreId))
    for (const { id, userName, passwordChangedAt, kinds, hasEmail } of rows) {
      const hasDevice = kinds.some((kind) => AllowedKinds.includes(kind));
      const isBlocked = asks && !hasDevice && (WithoutDevice === 'BLOCK' || (WithoutDevice === 'EMAIL' && !hasEmail));
      if (!isBlocked) people.push({ id, name: userName, passwordChangedAt, hasDevice });
    }
  return {
    passwordSuffices: !asks || WithoutDevice === 'ALLOW',
    withoutDevice: asks ? WITHOUT_DEVICE[WithoutDevice] : PROMPT_MODES.NEVER,
    people,
  };
}
