import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { AttachPoliciesPage } from '../../../_components/policies/attach-policies-page';
import { attachedPoliciesQuery } from '../../../queries';
import { type EntityParams, readEntity } from '../../entity-params';

export const metadata: Metadata = { title: 'Attach policies' };

/** Renders the page for groups and roles. Users have their own page: they also get permissions from groups or as a copy. */
export default async function AddPermissionsPage({ params }: EntityParams) {
  const entity = await readEntity(params, ['groups', 'roles']);
  return (
    <Prefetch queries={[attachedPoliciesQuery(entity)]}>
      <AttachPoliciesPage entity={entity} />
    </Prefetch>
  );
}
