import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { SetBoundaryPage } from '../../../_components/boundary/set-boundary-page';
import { boundedQuery } from '../../../queries';
import { type EntityParams, readEntity } from '../../entity-params';

export const metadata: Metadata = { title: 'Permissions boundary' };

export default async function BoundaryPage({ params }: EntityParams) {
  const entity = await readEntity(params, ['users', 'roles']);
  return (
    <Prefetch queries={[boundedQuery(entity)]}>
      <SetBoundaryPage entity={entity} />
    </Prefetch>
  );
}
