import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { AttachPoliciesPage } from '../../../_components/attach-policies-page';
import { attachedPoliciesQuery } from '../../../queries';
import { type EntityParams, readEntity } from '../../entity-params';

export const metadata: Metadata = { title: 'Attach policies' };

/** Of groups and roles. Users have a page of their own: they also get permissions through groups, and as a copy of another's. */
export default async function AddPermissionsPage({ params }: EntityParams) {
  const entity = await readEntity(params, ['groups', 'roles']);
  return (
    <Prefetch queries={[attachedPoliciesQuery(entity)]}>
      <AttachPoliciesPage entity={entity} />
    </Prefetch>
  );
}
