import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { ProvidersTable } from './_components/providers-table';
import { identityProvidersQuery } from './queries';

export const metadata: Metadata = { title: 'Identity providers' };

export default function IdentityProvidersPage() {
  return (
    <Prefetch queries={[identityProvidersQuery()]}>
      <ProvidersTable />
    </Prefetch>
  );
}
