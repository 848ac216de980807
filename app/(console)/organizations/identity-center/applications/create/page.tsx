import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../queries';
import { identityCenterQuery } from '../../queries';
import { CreateApplicationPage } from '../_components/create-application-page';

export const metadata: Metadata = { title: 'Add application' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <CreateApplicationPage />
    </Prefetch>
  );
}
