import { defineOperation } from '../../core/operation';
import { SetSecurityTokenServicePreferencesInput } from './schema';

/**
 * Which version of session tokens STS's global endpoint gives. AWS: tokens of version 1 count only in Regions that are on by default. Every
 * Region is on here, so all that follows is what GetAccountSummary says.
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
