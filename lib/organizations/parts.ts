import { ofOrganization, type Tables, tablesOfResources } from '../core/module/table';
import { organizationsOperations } from '.';
import { organizationsResources } from './resources';

export { organizationsConsoleOperations as consoleOperations } from './console-operations';
export const operations = { organizations: organizationsOperations };

export const tables: Tables = {
  ...tablesOfResources(organizationsResources),
  OrganizationPolicyVersion: { ...ofOrganization, key: 'policyId' },
  EnabledPolicyType: { ...ofOrganization, key: 'organizationId' },
  OrganizationPolicyAttachment: { ...ofOrganization, about: 'targetId', key: 'targetId' },
  EffectivePolicyChange: { ...ofOrganization, about: 'targetId', key: 'targetId' },
  CreateAccountRequest: ofOrganization,
  ServiceAccess: { ...ofOrganization, key: 'organizationId' },
  DelegatedAdministrator: { ...ofOrganization, about: 'accountId', key: 'organizationId' },
};
