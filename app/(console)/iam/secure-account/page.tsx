import type { Metadata } from 'next';
import { rootUseQuery } from '@/app/(console)/_client/root-use-query';
import { mayRead, Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { signOutAction } from '@/lib/console/sign-in/auth-actions';
import { accountAliasesQuery, securityStepsQuery } from '../queries';
import { SecureAccount } from './_components/secure-account';

export const metadata: Metadata = { title: 'Secure this account' };

export default async function Page() {
  const { account, caller } = await requireSession();
  const [mayReadUse = false] = await mayRead([rootUseQuery('account')]);
  return (
    <Prefetch queries={[securityStepsQuery(), accountAliasesQuery(), ...(mayReadUse ? [rootUseQuery('account')] : [])]}>
      <SecureAccount
        accountId={account.id}
        isRoot={caller.principal.type === 'Root'}
        mayReadUse={mayReadUse}
        signOut={signOutAction}
      />
    </Prefetch>
  );
}
