import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { TextLink } from '@/components/ui/text-link';
import { GetClassScreen } from '@/lib/classroom/screen/operations';
import { readClassroom, requireSeat } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { PlainPage } from '../../_client/plain-page';
import { ShownWork } from '../../_shown/shown-work';

export const metadata: Metadata = { title: 'Shared screen' };

export default async function LabScreenPage() {
  await requireSeat();
  const begin = await readClassroom(GetClassScreen, {}, 'seat');
  return (
    <PlainPage wide aside={<TextLink href={paths.lab}>All assignments</TextLink>}>
      <PageHeader title="Shared screen" description="A student's shared screen (read-only)." />
      <ShownWork url="/api/lab/screen" begin={begin} />
    </PlainPage>
  );
}
