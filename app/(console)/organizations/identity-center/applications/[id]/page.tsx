import { nameOf } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../queries';
import { identityCenterQuery } from '../../queries';
import { ApplicationPage } from '../_components/application-details';

type Params = { params: Promise<{ id: string }> };

export const metadata = { title: 'Application of IAM Identity Center' };

export default async function Page({ params }: Params) {
  const id = nameOf((await params).id);
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <ApplicationPage key={id} id={id} />
    </Prefetch>
  );
}
