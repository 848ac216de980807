import type { Metadata } from 'next';
import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { AccessKeyWizard } from '../../../access-keys/access-key-wizard';
import { ownerText, toOwner } from '../../owner';

export const metadata: Metadata = { title: 'Create access key' };

export default async function CreateOwnAccessKeyPage() {
  const owner = toOwner(await requireSession());
  // A role session can't have access keys of its own.
  if (owner.kind === 'role') return goTo(paths.securityCredentials);
  return (
    <Prefetch queries={[]}>
      <AccessKeyWizard
        owner={ownerText(owner)}
        describedOn={owner.kind === 'user' ? owner.name : undefined}
        backHref={paths.securityCredentials}
        breadcrumbs={[{ label: 'Security credentials', href: paths.securityCredentials }]}
      />
    </Prefetch>
  );
}
