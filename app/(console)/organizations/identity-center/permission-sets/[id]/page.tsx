import { nameOf } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../queries';
import { identityCenterQuery, permissionSetQuery } from '../../queries';
import { PermissionSetPage } from '../_components/permission-set-details';

type Params = { params: Promise<{ id: string }> };

export const metadata = { title: 'Permission set' };

export default async function Page({ params }: Params) {
  const id = nameOf((await params).id);
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery(), permissionSetQuery(id)]}>
      <PermissionSetPage key={id} id={id} />
    </Prefetch>
  );
}
