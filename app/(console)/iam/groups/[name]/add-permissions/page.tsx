import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { AttachPoliciesPage } from '../../../_components/attach-policies-page';
import { attachedPoliciesQuery } from '../../../queries';

export const metadata: Metadata = { title: 'Attach policies' };

export default async function AddPermissionsPage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return (
    <Prefetch queries={[attachedPoliciesQuery({ kind: 'groups', name })]}>
      <AttachPoliciesPage kind="groups" name={name} />
    </Prefetch>
  );
}
