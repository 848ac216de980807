import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { TextLink } from '@/components/ui/text-link';
import { GetOwnAttempt } from '@/lib/classroom/attempt/view-operations';
import { readClassroom, requireSeat } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { PlainPage } from '../../_client/plain-page';
import { AttemptPanel } from './attempt-panel';

export const metadata: Metadata = { title: 'Lab' };

export default async function LabAttemptPage({ params }: { params: Promise<{ id: string }> }) {
  await requireSeat();
  const attempt = await readClassroom(GetOwnAttempt, { attemptId: (await params).id }, 'seat');
  return (
    <PlainPage wide aside={<TextLink href={paths.lab}>All assignments</TextLink>}>
      <PageHeader
        title={attempt.title}
        description={`Attempt ${attempt.number}, about ${attempt.minutes} minutes. Nothing here reaches AWS.`}
      />
      <AttemptPanel begin={attempt} />
    </PlainPage>
  );
}
