import type { Metadata } from 'next';
import { mayRead, Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { postureQuery } from '../../security/queries';
import { ResponsibilityPage } from './_components/responsibility-page';
import { exerciseResultsQuery } from './queries';

export const metadata: Metadata = { title: 'Shared responsibility' };

/** Adds check results only with permission, so that no denied call is made. */
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
