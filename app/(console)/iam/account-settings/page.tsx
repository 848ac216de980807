import type { Metadata } from 'next';
import { passwordPolicyQuery } from '@/app/(console)/iam/users/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { IamAccountSettingsPage } from './_components/iam-account-settings-page';
import { outboundFederationQuery } from './queries';

export const metadata: Metadata = { title: 'IAM account settings' };

export default function Page() {
  return (
    <Prefetch queries={[passwordPolicyQuery(), outboundFederationQuery()]}>
      <IamAccountSettingsPage />
    </Prefetch>
  );
}
