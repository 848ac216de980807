import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { EditTrustPage } from '../../_components/edit-trust-page';
import { roleQuery } from '../../queries';

export const metadata: Metadata = { title: 'Edit trust policy' };

export default async function EditTrust({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return (
    <Prefetch queries={[roleQuery(name)]}>
      <EditTrustPage name={name} />
    </Prefetch>
  );
}
