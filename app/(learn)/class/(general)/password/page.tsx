import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { requirePerson } from '@/lib/console/classroom';
import { PasswordForm } from './password-form';

export const metadata: Metadata = { title: 'Your password' };

export default async function PersonPasswordPage() {
  const { name } = await requirePerson();
  return (
    <>
      <PageHeader title="Your password" description="Changing your password signs you out on every device, including this one." />
      <PasswordForm name={name} />
    </>
  );
}
