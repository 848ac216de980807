import { describe, expect, test } from 'vitest';
import { MOST, PRESETS, parseQuotas } from './quotas.mjs';
import { readSettings, SettingsError } from './settings.mjs';

describe('parseQuotas', () => {
  test('starts with a preset, by default the current one, and then applies numbers', () => {
    expect(parseQuotas('')).toEqual(PRESETS.current);
    const { StoredMebibytesPerAccount, StoredMebibytesPerInstallation } = PRESETS.current;
    expect(parseQuotas('large')).toEqual({ ...MOST, StoredMebibytesPerAccount, StoredMebibytesPerInstallation });
    expect(parseQuotas('AccountsPerOrganization=200, RolesPerAccount=5000')).toEqual({
      ...PRESETS.current,
      AccountsPerOrganization: 200,
      RolesPerAccount: 5000,
    });
    expect(parseQuotas('legacy,AccountsPerOrganization=50000')).toMatchObject({
      AccountsPerOrganization: 50_000,
      ServiceControlPoliciesPerTarget: 5,
      ServiceControlPolicySize: 5120,
      OrganizationalUnitsPerOrganization: 1000,
    });
  });

  test('has no preset beyond AWS’s limits', () => {
    for (const preset of Object.values(PRESETS)) expect({ ...MOST, ...preset }).toEqual(preset);
    for (const [name, number] of Object.entries(PRESETS.current))
      expect(parseQuotas(`${name}=${number}`)).toEqual(PRESETS.current);
  });

  test.each([
    ['AccountsPerOrganization=50001', 'AccountsPerOrganization is "50001", but must be a number from 1 to 50000.'],
    ['UsersPerAccount=0', 'UsersPerAccount is "0", but must be a number from 1 to 5000.'],
    ['UsersPerAccount=1e3', 'UsersPerAccount is "1e3", but must be'],
    ['UsersPerAccount', 'UsersPerAccount is "", but must be'],
    ['Users=5', '"Users=5" is no quota: give one of legacy, current, large first if you like, then NAME=NUMBER'],
    ['toString=5', '"toString=5" is no quota'],
    ['UsersPerAccount=5,large', '"large" is no quota'],
    ['UsersPerAccount=5=6', '"UsersPerAccount=5=6" is no quota'],
  ])('refuses %s with a message that says what is allowed', (text, message) => {
    expect(() => parseQuotas(text)).toThrow(message);
    expect(() => readSettings({ QUOTAS: text })).toThrow(SettingsError);
    expect(() => readSettings({ QUOTAS: text })).toThrow(`QUOTAS: ${message}`);
  });
});
