import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { IdentityProviderOverview, ListRolesForIdentityProvider } from '@/lib/iam/identity-provider/overview';
import type { GetOpenIDConnectProviderKeys } from '@/lib/iam/oidc-provider/key-operations';
import type { GetOpenIDConnectProvider } from '@/lib/iam/oidc-provider/operations';
import type { GetSAMLProvider } from '@/lib/iam/saml-provider/operations';
import type { GetSAMLProviderMetadata } from '@/lib/iam/saml-provider/overview';
import type { GetTokenIssuer } from '@/lib/token-issuer/operations';

export type ProviderOverview = Json<IdentityProviderOverview>;
export type OidcProvider = Json<OutputOf<typeof GetOpenIDConnectProvider>>;
export type OidcKeys = Json<OutputOf<typeof GetOpenIDConnectProviderKeys>>;
export type SamlProvider = Json<OutputOf<typeof GetSAMLProvider>>;
export type SamlMetadata = Json<OutputOf<typeof GetSAMLProviderMetadata>>;
export type TokenIssuer = Json<OutputOf<typeof GetTokenIssuer>>;
export type TrustingRole = Json<OutputOf<typeof ListRolesForIdentityProvider>>['Roles'][number];

export const identityProvidersQuery = () => consoleQuery('console', 'ListIdentityProviderOverviews', {});
export const trustingRolesQuery = (ProviderArn: string) =>
  consoleQuery('console', 'ListRolesForIdentityProvider', { ProviderArn });
export const oidcProviderQuery = (OpenIDConnectProviderArn: string) =>
  consoleQuery('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn });
export const oidcKeysQuery = (OpenIDConnectProviderArn: string) =>
  consoleQuery('console', 'GetOpenIDConnectProviderKeys', { OpenIDConnectProviderArn });
export const samlProviderQuery = (SAMLProviderArn: string) => consoleQuery('iam', 'GetSAMLProvider', { SAMLProviderArn });
export const samlMetadataQuery = (SAMLProviderArn: string) =>
  consoleQuery('console', 'GetSAMLProviderMetadata', { SAMLProviderArn });
export const tokenIssuerQuery = () => consoleQuery('console', 'GetTokenIssuer', {});
