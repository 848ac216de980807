import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../queries';
import { identityCenterQuery } from '../queries';
import { StoreUsers } from './_components/store-users';

export const metadata: Metadata = { title: 'Users of IAM Identity Center' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <StoreUsers />
    </Prefetch>
  );
}
