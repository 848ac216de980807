import { defineOperation } from '../../core/operation';
import { findOwnInstance, requireOwnInstance } from '../own-instance';
import { mfaSettingsOf } from './rows';
import {
  GetMfaDeviceManagementForDirectoryInput,
  GetSsoConfigurationInput,
  MfaSettings,
  UpdateSSOConfigurationInput,
} from './schema';

// AWS has these actions for its console, and no API. They are on no resource. AWS documents no action for the session duration: that of the
// configuration is a choice (not confirmed).

const check = (name: string) => () => [{ action: `sso:${name}`, resource: '*' }];

/** Returns when people need MFA at the access portal, and which devices they may have. */
export const GetMfaDeviceManagementForDirectory = defineOperation({
  service: 'sso',
  name: 'GetMfaDeviceManagementForDirectory',
  access: 'Read',
  input: GetMfaDeviceManagementForDirectoryInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: check('GetMfaDeviceManagementForDirectory'),
  run: async (_input, _scope, instance) => mfaSettingsOf(requireOwnInstance(instance)),
});

/** Replaces the MFA settings. They apply at the next sign-in of each person. */
export const PutMfaDeviceManagementForDirectory = defineOperation({
  service: 'sso',
  name: 'PutMfaDeviceManagementForDirectory',
  access: 'Write',
  turn: 'organization',
  input: MfaSettings,
  target: (_input, scope) => findOwnInstance(scope),
  checks: check('PutMfaDeviceManagementForDirectory'),
  run: async ({ AllowedKinds, ...settings }, { db }, instance) => {
    const { id } = requireOwnInstance(instance);
    const mfaSettings = JSON.stringify({ ...settings, AllowedKinds: [...new Set(AllowedKinds)] });
    await db.identityCenterInstance.update({ where: { id }, data: { mfaSettings } });
    return {};
  },
});

/** Returns the duration of sessions at the access portal. */
export const GetSsoConfiguration = defineOperation({
  service: 'sso',
  name: 'GetSsoConfiguration',
  access: 'Read',
  input: GetSsoConfigurationInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: check('GetSsoConfiguration'),
  run: async (_input, _scope, instance) => ({ SessionMinutes: requireOwnInstance(instance).sessionMinutes }),
});

/** Changes the duration of new sessions at the access portal. */
export const UpdateSSOConfiguration = defineOperation({
  service: 'sso',
  name: 'UpdateSSOConfiguration',
  access: 'Write',
  turn: 'organization',
  input: UpdateSSOConfigurationInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: check('UpdateSSOConfiguration'),
  run: async ({ SessionMinutes }, { db }, instance) => {
    const { id } = requireOwnInstance(instance);
    await db.identityCenterInstance.update({ where: { id }, data: { sessionMinutes: SessionMinutes } });
    return {};
  },
});
