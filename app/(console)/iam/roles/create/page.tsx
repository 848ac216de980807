import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { identityProvidersQuery } from '../../identity-providers/queries';
import { CreateRoleWizard } from '../_components/create-role-wizard';
import { servicePrincipalsQuery } from '../queries';

export const metadata: Metadata = { title: 'Create role' };

const PROVIDER_ARN = /^arn:[a-z-]+:iam::\d{12}:(?:oidc|saml)-provider\/.+$/;

type Search = { searchParams: Promise<{ provider?: string | string[] }> };

export default async function CreateRolePage({ searchParams }: Search) {
  const { provider } = await searchParams;
  const { account } = await requireSession();
  return (
    <Prefetch queries={[servicePrincipalsQuery(), identityProvidersQuery()]}>
      <CreateRoleWizard
        accountId={account.id}
        provider={typeof provider === 'string' && PROVIDER_ARN.test(provider) ? provider : undefined}
      />
    </Prefetch>
  );
}
