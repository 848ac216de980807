import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { AddProviderPage } from '../_components/add-provider-page';
import { tokenIssuerQuery } from '../queries';

export const metadata: Metadata = { title: 'Add identity provider' };

type Search = { searchParams: Promise<{ issuer?: string | string[] }> };

export default async function Page({ searchParams }: Search) {
  const { issuer } = await searchParams;
  return (
    <Prefetch queries={[tokenIssuerQuery()]}>
      <AddProviderPage ownIssuer={issuer === 'own'} />
    </Prefetch>
  );
}
