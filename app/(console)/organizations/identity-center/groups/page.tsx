import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../queries';
import { identityCenterQuery } from '../queries';
import { StoreGroups } from './_components/store-groups';

export const metadata: Metadata = { title: 'Groups of IAM Identity Center' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <StoreGroups />
    </Prefetch>
  );
}
