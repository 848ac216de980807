import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { FIRST_FINDINGS } from './_components/first-findings';
import { PosturePage } from './_components/posture-page';
import { exceptionsQuery, findingsQuery, postureQuery } from './queries';

export const metadata: Metadata = { title: 'Posture' };

export default async function Page({ searchParams }: { searchParams: Promise<{ scope?: string; filter?: string | string[] }> }) {
  const { scope, filter: given } = await searchParams;
  const { account, caller } = await requireSession();
  const reach = scope === 'organization' ? 'organization' : 'account';
  // Limited to the length that the list accepts.
  const filter = typeof given === 'string' ? given.slice(0, 128) : '';
  const queries = [
    postureQuery(reach),
    findingsQuery({ Reach: reach, Status: 'ACTIVE', ...(filter && { Filter: filter }), MaxResults: FIRST_FINDINGS }),
    exceptionsQuery(),
  ];
  return (
    <Prefetch queries={queries}>
      <PosturePage
        reach={reach}
        reader={{ accountId: account.id, isRoot: caller.principal.type === 'Root' }}
        accountName={account.alias ?? account.name}
        filter={filter}
      />
    </Prefetch>
  );
}
