import { nameOf } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../queries';
import { identityCenterQuery } from '../../queries';
import { StoreGroupPage } from '../_components/store-group-details';

type Params = { params: Promise<{ id: string }> };

export const metadata = { title: 'Group of IAM Identity Center' };

export default async function Page({ params }: Params) {
  const id = nameOf((await params).id);
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <StoreGroupPage key={id} id={id} />
    </Prefetch>
  );
}
