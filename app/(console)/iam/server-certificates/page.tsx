import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { ServerCertificatesTable } from './_components/server-certificates-table';
import { serverCertificatesQuery } from './queries';

export const metadata: Metadata = { title: 'Server certificates' };

export default function ServerCertificatesPage() {
  return (
    <Prefetch queries={[serverCertificatesQuery()]}>
      <ServerCertificatesTable />
    </Prefetch>
  );
}
