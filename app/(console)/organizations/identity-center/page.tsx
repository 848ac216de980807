import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../queries';
import { Dashboard } from './_components/dashboard';
import { identityCenterQuery } from './queries';

export const metadata: Metadata = { title: 'IAM Identity Center' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <Dashboard />
    </Prefetch>
  );
}
