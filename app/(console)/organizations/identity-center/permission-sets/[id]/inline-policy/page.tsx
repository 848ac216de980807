import { nameOf } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { permissionSetQuery } from '../../../queries';
import { EditPermissionSetPolicy } from '../../_components/edit-permission-set-policy';

type Params = { params: Promise<{ id: string }> };

export const metadata = { title: 'Edit inline policy' };

export default async function Page({ params }: Params) {
  const id = nameOf((await params).id);
  return (
    <Prefetch queries={[permissionSetQuery(id)]}>
      <EditPermissionSetPolicy key={id} id={id} />
    </Prefetch>
  );
}
