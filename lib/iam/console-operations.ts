import { GetOwnCredentials } from './account/own-credentials';
import { ListPolicyEntityOverviews, ListPolicyTargetOverviews } from './attachment/overview';
import { GetCredentialReportFindings } from './credential-report/overview';
import { ListDeletedPrincipals } from './deleted-principal/operations';
import { ListGroupOverviews } from './group/overview';
import { ListIdentityProviderOverviews, ListRolesForIdentityProvider } from './identity-provider/overview';
import { GetLastAccessed, GetLastAccessedActions, GetOrganizationsLastAccessed } from './last-accessed/overview';
import { ReadMemberList, ReadNewUserList, ReadUserTagList } from './list-file/operations';
import { EndUserConsoleSessions, ListUserConsoleSessions } from './login-profile/console-session-operations';
import { ListHardwareTokens } from './mfa/hardware-token-operations';
import { ListMFADeviceOverviews } from './mfa/overview';
import { GetOpenIDConnectProviderKeys } from './oidc-provider/key-operations';
import { ListManagedPolicyOverviews } from './policy/overview';
import { ListRoleOverviews } from './role/overview';
import { ListMemberRootCredentials } from './root-access/overview';
import { ChangeRootEmail, ChangeRootPassword, CloseAccount, UpdateIAMAccessPreference } from './root-user/operations';
import { GetSAMLProviderMetadata } from './saml-provider/overview';
import { ListGroupUserOverviews, ListUserOverviews } from './user/overview';

/** Operations of AWS's console that have no API: reads, and changes by root users. Not on the wire API. */
export const iamConsoleOperations = {
  ListUserOverviews,
  ListGroupUserOverviews,
  ListPolicyEntityOverviews,
  ListPolicyTargetOverviews,
  ListGroupOverviews,
  ListRoleOverviews,
  ListManagedPolicyOverviews,
  ListIdentityProviderOverviews,
  ListRolesForIdentityProvider,
  GetOpenIDConnectProviderKeys,
  GetSAMLProviderMetadata,
  GetOwnCredentials,
  ListMemberRootCredentials,
  GetCredentialReportFindings,
  GetLastAccessed,
  GetLastAccessedActions,
  GetOrganizationsLastAccessed,
  ListMFADeviceOverviews,
  ListDeletedPrincipals,
  ListUserConsoleSessions,
  EndUserConsoleSessions,
  ListHardwareTokens,
  ChangeRootPassword,
  ChangeRootEmail,
  UpdateIAMAccessPreference,
  CloseAccount,
  ReadMemberList,
  ReadNewUserList,
  ReadUserTagList,
};
