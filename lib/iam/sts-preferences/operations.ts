import { defineOperation } from '../../core/operation';
import { SetSecurityTokenServicePreferencesInput } from './schema';

/**
 * Sets the version of session tokens from STS's global endpoint. In AWS, tokens of version 1 work only in Regions that are
 * enabled by default. Every Region is enabled here, so the only visible difference is in GetAccountSummary.
 */
export const SetSecurityTokenServicePreferences = defineOperation({
  service: 'iam',
  name: 'SetSecurityTokenServicePreferences',
  access: 'Write',
  input: SetSecurityTokenServicePreferencesInput,
  checks: () => [{ action: 'iam:SetSecurityTokenServicePreferences', resource: '*' }],
  run: async ({ GlobalEndpointTokenVersion }, { db, accountId }) => {
    const globalEndpointTokenVersion = GlobalEndpointTokenVersion === 'v1Token' ? 1 : 2;
    await db.account.update({ where: { id: accountId }, data: { globalEndpointTokenVersion } });
    return {};
  },
});
