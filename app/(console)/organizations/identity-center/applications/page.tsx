import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../queries';
import { identityCenterQuery } from '../queries';
import { ApplicationsPage } from './_components/applications';

export const metadata: Metadata = { title: 'Applications of IAM Identity Center' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <ApplicationsPage />
    </Prefetch>
  );
}
