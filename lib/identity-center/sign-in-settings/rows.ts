import { storedJson } from '../../core/text/stored-json';
import type { InstanceRow } from '../instance/rows';
import { type MfaSettings, NEW_MFA_SETTINGS } from './schema';

/** Returns when people of an instance need MFA at the access portal. */
export function mfaSettingsOf({ mfaSettings }: Pick<InstanceRow, 'mfaSettings'>): MfaSettings {
  return mfaSettings === null ? NEW_MFA_SETTINGS : storedJson<MfaSettings>(mfaSettings);
}
