import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isSamlProvider, providerName } from '@/app/(console)/iam/_components/trust/trust-template';
import { Prefetch } from '@/lib/console/prefetch';
import { OidcDetails } from '../_components/oidc-details';
import { SamlDetails } from '../_components/saml-details';
import {
  oidcKeysQuery,
  oidcProviderQuery,
  samlMetadataQuery,
  samlProviderQuery,
  tokenIssuerQuery,
  trustingRolesQuery,
} from '../queries';

type Search = { searchParams: Promise<{ arn?: string | string[] }> };

export async function generateMetadata({ searchParams }: Search): Promise<Metadata> {
  const { arn } = await searchParams;
  return { title: typeof arn === 'string' ? providerName(arn) : 'Identity provider' };
}

export default async function IdentityProviderPage({ searchParams }: Search) {
  const { arn } = await searchParams;
  if (typeof arn !== 'string' || arn === '') notFound();
  if (isSamlProvider(arn)) {
    return (
      <Prefetch queries={[samlProviderQuery(arn), samlMetadataQuery(arn), trustingRolesQuery(arn)]}>
        <SamlDetails key={arn} arn={arn} />
      </Prefetch>
    );
  }
  return (
    <Prefetch queries={[oidcProviderQuery(arn), oidcKeysQuery(arn), trustingRolesQuery(arn), tokenIssuerQuery()]}>
      <OidcDetails key={arn} arn={arn} />
    </Prefetch>
  );
}
