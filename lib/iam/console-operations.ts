import { GetSecurityRecommendations } from './account/recommendations';
import { GetCredentialReportFindings } from './credential-report/overview';
import { ListGroupOverviews } from './group/overview';
import { ListIdentityProviderOverviews, ListRolesForIdentityProvider } from './identity-provider/overview';
import { GetOpenIDConnectProviderKeys } from './oidc-provider/key-operations';
import { ListManagedPolicyOverviews } from './policy/overview';
import { ListRoleOverviews } from './role/overview';
import { ListMemberRootCredentials } from './root-access/overview';
import { GetSAMLProviderMetadata } from './saml-provider/overview';
import { ListUserOverviews } from './user/overview';

/** Reads of the console that AWS has no operation for. Not on the wire API. */
export const iamConsoleOperations = {
  ListUserOverviews,
  ListGroupOverviews,
  ListRoleOverviews,
  ListManagedPolicyOverviews,
  ListIdentityProviderOverviews,
  ListRolesForIdentityProvider,
  GetOpenIDConnectProviderKeys,
  GetSAMLProviderMetadata,
  GetSecurityRecommendations,
  ListMemberRootCredentials,
  GetCredentialReportFindings,
};
