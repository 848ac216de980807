import { ofAccount, ofOrganization, ofUser, type Tables, tablesOfResources } from '../core/module/table';
import { ACCESS_KEY_SECRET } from '../core/secrets/credentials';
import { iamOperations } from '.';
import { SEED_PURPOSE } from './mfa/rows';
import { iamResources } from './resources';
import { KEY_PURPOSE } from './saml-provider/rows';
import { CERTIFICATE_KEY } from './server-certificate/rows';

export { iamConsoleOperations as consoleOperations } from './console-operations';
export const operations = { iam: iamOperations };

export const tables: Tables = {
  ...tablesOfResources(iamResources, {
    AccessKey: { columns: { secretCipher: ACCESS_KEY_SECRET } },
    MfaDevice: { columns: { seedCipher: SEED_PURPOSE } },
    ServerCertificate: { columns: { keyCipher: CERTIFICATE_KEY } },
  }),
  LoginProfile: ofUser,
  PasswordHistory: { ...ofUser, numbered: true, key: 'id' },
  GroupMembership: ofUser,
  PolicyVersion: { owner: { column: 'policyId', of: 'Policy', relation: 'policy' }, key: 'policyId' },
  PolicyAttachment: { ...ofAccount, key: 'entityId' },
  InlinePolicy: { ...ofAccount, key: 'entityId' },
  AccountProperty: { ...ofAccount, key: 'accountId' },
  AccountPasswordPolicy: { ...ofAccount, key: 'accountId' },
  ServiceLinkedRoleDeletion: ofAccount,
  SamlPrivateKey: { ...ofAccount, sealed: { columns: { keyCipher: KEY_PURPOSE } } },
  CredentialReport: { ...ofAccount, key: 'accountId' },
  OrganizationRootAccessFeature: { ...ofOrganization, key: 'organizationId' },
  DelegationRequest: {
    apart: 'A request belongs to two accounts, and a restored one could give access that was rejected.',
    endsWith: ['requestorId', 'ownerAccountId'],
  },
  WebAuthnChallenge: { apart: 'Pending challenges of people who are signing in or registering a passkey.' },
  AccessReport: { apart: 'The recorded answer of a request must stay the same for its caller.', endsWith: ['accountId'] },
};
