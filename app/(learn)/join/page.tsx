import type { Metadata } from 'next';
import { FindClass } from '@/lib/classroom/member/operations';
import { callClassroom, currentSeat } from '@/lib/console/classroom';
import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { PlainPage } from '../_client/plain-page';
import type { JoinState } from './actions';
import { JoinForm } from './join-form';

export const metadata: Metadata = { title: 'Join your class' };

export default async function JoinPage({ searchParams }: { searchParams: Promise<{ code?: string | string[] }> }) {
  if (await currentSeat()) await goTo(paths.lab);
  const { code } = await searchParams;
  return (
    <PlainPage>
      <JoinForm begin={typeof code === 'string' ? await beginWith(code) : {}} />
    </PlainPage>
  );
}

/** Of a link with a code, as the QR code has it, the first step is done. */
async function beginWith(code: string): Promise<JoinState> {
  const found = await callClassroom(FindClass, { code }, 'nobody');
  return found.ok ? { code: found.data.code, found: found.data } : { code, error: found.error.message };
}
