import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { EditInlinePolicyPage } from '../../../../_components/policies/inline-policy-page';
import { inlinePolicyQuery } from '../../../../queries';
import { type EntityParams, readEntity } from '../../../entity-params';

export const metadata: Metadata = { title: 'Edit inline policy' };

type Props = EntityParams & { searchParams: Promise<{ policy?: string }> };

export default async function EditInlinePolicy({ params, searchParams }: Props) {
  const entity = await readEntity(params, ['users', 'groups', 'roles']);
  const { policy } = await searchParams;
  if (!policy) notFound();
  return (
    <Prefetch queries={[inlinePolicyQuery(entity, policy)]}>
      <EditInlinePolicyPage entity={entity} policy={policy} />
    </Prefetch>
  );
}
