import type { Metadata } from 'next';
import { mayRead, Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { postureQuery } from '../queries';
import { ResponsibilityPage } from './_components/responsibility-page';
import { exerciseResultsQuery } from './queries';

export const metadata: Metadata = { title: 'Shared responsibility' };

/** With how the account stands for whoever may read that; others see where to look, and leave no denial. */
export default async function Page() {
  const { account } = await requireSession();
  const posture = postureQuery('account');
  const [live = false] = await mayRead([posture]);
  return (
    <Prefetch queries={[exerciseResultsQuery(), ...(live ? [posture] : [])]}>
      <ResponsibilityPage liveIn={live ? (account.alias ?? account.name) : undefined} />
    </Prefetch>
  );
}
