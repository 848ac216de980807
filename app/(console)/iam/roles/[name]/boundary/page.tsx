import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { RoleBoundary } from '../../_components/role-boundary';
import { roleQuery } from '../../queries';

export const metadata: Metadata = { title: 'Permissions boundary' };

export default async function RoleBoundaryPage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return (
    <Prefetch queries={[roleQuery(name)]}>
      <RoleBoundary name={name} />
    </Prefetch>
  );
}
