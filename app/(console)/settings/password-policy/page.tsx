import type { Metadata } from 'next';
import { passwordPolicyQuery } from '@/app/(console)/iam/users/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { PasswordPolicyPage } from './_components/password-policy-page';

export const metadata: Metadata = { title: 'Password policy' };

export default function Page() {
  return (
    <Prefetch queries={[passwordPolicyQuery()]}>
      <PasswordPolicyPage />
    </Prefetch>
  );
}
