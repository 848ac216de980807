import type { AnyOperation } from '../core/operation';
import * as accessKey from './access-key/operations';
import * as authorizationDetails from './account/authorization-details-operations';
import * as account from './account/operations';
import * as accountProperties from './account-properties/operations';
import * as attachment from './attachment/operations';
import * as boundary from './boundary/operations';
import * as credentialReport from './credential-report/operations';
import * as delegationRequest from './delegation-request/operations';
import * as group from './group/operations';
import * as inlinePolicy from './inline-policy/operations';
import * as instanceProfile from './instance-profile/operations';
import * as lastAccessed from './last-accessed/operations';
import * as organizationsAccess from './last-accessed/organization-operations';
import * as loginProfile from './login-profile/operations';
import * as mfa from './mfa/operations';
import * as oidcProvider from './oidc-provider/operations';
import * as outboundFederation from './outbound-federation/operations';
import * as passwordPolicy from './password-policy/operations';
import * as policyEntities from './policy/entities-for-policy-operations';
import * as policy from './policy/operations';
import * as policyVersions from './policy/version-operations';
import * as role from './role/operations';
import * as roleTemplate from './role-template/operations';
import * as rootAccess from './root-access/operations';
import * as samlProvider from './saml-provider/operations';
import * as serverCertificate from './server-certificate/operations';
import * as serviceLinkedRole from './service-linked-role/operations';
import * as serviceSpecificCredential from './service-specific-credential/operations';
import * as signingCertificate from './signing-certificate/operations';
import * as simulation from './simulation/operations';
import * as sshPublicKey from './ssh-public-key/operations';
import * as stsPreferences from './sts-preferences/operations';
import * as user from './user/operations';

/** All IAM operations by AWS's names, for the wire API, the console and the coverage table. */
export const iamOperations = {
  ...user,
  ...group,
  ...role,
  ...policy,
  ...policyVersions,
  ...policyEntities,
  ...attachment,
  ...inlinePolicy,
  ...boundary,
  ...accessKey,
  ...sshPublicKey,
  ...signingCertificate,
  ...serviceSpecificCredential,
  ...serverCertificate,
  ...loginProfile,
  ...passwordPolicy,
  ...mfa,
  ...instanceProfile,
  ...oidcProvider,
  ...samlProvider,
  ...serviceLinkedRole,
  ...simulation,
  ...account,
  ...authorizationDetails,
  ...credentialReport,
  ...lastAccessed,
  ...organizationsAccess,
  ...stsPreferences,
  ...rootAccess,
  ...outboundFederation,
  ...accountProperties,
  ...delegationRequest,
  ...roleTemplate,
} satisfies Readonly<Record<string, AnyOperation>>;
