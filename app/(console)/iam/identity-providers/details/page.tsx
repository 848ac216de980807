import { isSamlProvider, providerName } from '@/app/(console)/iam/_components/trust/trust-template';
import { detailsRoute } from '@/lib/console/route';
import { OidcProvider } from '../_components/oidc-provider';
import { SamlProvider } from '../_components/saml-provider';
import {
  oidcKeysQuery,
  oidcProviderQuery,
  samlMetadataQuery,
  samlProviderQuery,
  tokenIssuerQuery,
  trustingRolesQuery,
} from '../queries';

const route = detailsRoute({
  by: 'arn',
  title: 'Identity provider',
  nameOf: providerName,
  queries: (arn) =>
    isSamlProvider(arn)
      ? [samlProviderQuery(arn), samlMetadataQuery(arn), trustingRolesQuery(arn)]
      : [oidcProviderQuery(arn), oidcKeysQuery(arn), trustingRolesQuery(arn), tokenIssuerQuery()],
  Page: ({ id }) => (isSamlProvider(id) ? <SamlProvider id={id} /> : <OidcProvider id={id} />),
});

export const generateMetadata = route.generateMetadata;
export default route.Route;
