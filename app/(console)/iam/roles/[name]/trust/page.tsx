import type { Metadata } from 'next';
import { roleQuery } from '@/app/(console)/iam/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { EditTrustPage } from '../../_components/edit-trust-page';

export const metadata: Metadata = { title: 'Edit trust policy' };

export default async function EditTrust({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return (
    <Prefetch queries={[roleQuery(name)]}>
      <EditTrustPage name={name} />
    </Prefetch>
  );
}
