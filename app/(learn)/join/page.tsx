import type { Metadata } from 'next';
import { currentSeat } from '@/lib/console/classroom';
import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { PlainPage } from '../_client/plain-page';
import { findClass } from './actions';
import { JoinForm } from './join-form';

export const metadata: Metadata = { title: 'Join your class' };

export default async function JoinPage({ searchParams }: { searchParams: Promise<{ code?: string | string[] }> }) {
  if (await currentSeat()) await goTo(paths.lab);
  const { code } = await searchParams;
  return (
    <PlainPage>
      <JoinForm begin={typeof code === 'string' ? await findClass(code) : {}} />
    </PlainPage>
  );
}
