import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { UserBoundary } from '../../_components/user-boundary';
import { userQuery } from '../../queries';

export const metadata: Metadata = { title: 'Permissions boundary' };

export default async function UserBoundaryPage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return (
    <Prefetch queries={[userQuery(name)]}>
      <UserBoundary name={name} />
    </Prefetch>
  );
}
