import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../queries';
import { identityCenterQuery } from '../queries';
import { IdentityCenterSettings } from './_components/identity-center-settings';

export const metadata: Metadata = { title: 'Settings of IAM Identity Center' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <IdentityCenterSettings />
    </Prefetch>
  );
}
