import { nameOf } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../queries';
import { identityCenterQuery } from '../../queries';
import { StoreUserPage } from '../_components/store-user-details';

type Params = { params: Promise<{ id: string }> };

export const metadata = { title: 'User of IAM Identity Center' };

export default async function Page({ params }: Params) {
  const id = nameOf((await params).id);
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <StoreUserPage key={id} id={id} />
    </Prefetch>
  );
}
