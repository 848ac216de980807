import { nameOf } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../../queries';
import { identityCenterQuery, permissionSetQuery } from '../../../queries';
import { PreviewPermissionSetPage } from '../../_components/preview-permission-set';

type Params = { params: Promise<{ id: string }> };

export const metadata = { title: 'Provision permission set' };

export default async function Page({ params }: Params) {
  const id = nameOf((await params).id);
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery(), permissionSetQuery(id)]}>
      <PreviewPermissionSetPage key={id} id={id} />
    </Prefetch>
  );
}
