import type { Metadata } from 'next';
import { paths } from '@/lib/console/paths';
import { AccessKeyWizard } from '../../../../access-keys/access-key-wizard';

export const metadata: Metadata = { title: 'Create access key' };

export default async function CreateAccessKeyPage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  const backHref = paths.user(name, 'security-credentials');
  return (
    <AccessKeyWizard
      userName={name}
      describedOn={name}
      owner={name}
      backHref={backHref}
      breadcrumbs={[
        { label: 'Users', href: paths.users },
        { label: name, href: backHref },
      ]}
    />
  );
}
