import type { Metadata } from 'next';
import { apiPort } from '@/lib/console/addresses';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { TokenIssuerPage } from '../_components/token-issuer-page';
import { identityProvidersQuery, tokenIssuerQuery } from '../queries';

export const metadata: Metadata = { title: 'Token issuer' };

type Search = { searchParams: Promise<{ role?: string | string[] }> };

export default async function Page({ searchParams }: Search) {
  const { role } = await searchParams;
  const { account } = await requireSession();
  return (
    <Prefetch queries={[tokenIssuerQuery(), identityProvidersQuery()]}>
      <TokenIssuerPage accountId={account.id} apiPort={apiPort()} role={typeof role === 'string' ? role : undefined} />
    </Prefetch>
  );
}
