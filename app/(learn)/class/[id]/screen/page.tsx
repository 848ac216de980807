import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { GetScreen } from '@/lib/classroom/screen/operations';
import { readClassroom, requireClass } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { ShownWork } from '../../../_shown/shown-work';

export const metadata: Metadata = { title: 'Shared screen' };

export default async function ScreenPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: classId } = await params;
  const { name } = await requireClass(classId);
  const begin = await readClassroom(GetScreen, { classId }, 'person');
  return (
    <>
      <PageHeader
        title="Shared screen"
        breadcrumbs={[{ label: name, href: paths.class(classId) }]}
        description="Show the work of a student who offered it, for a projector. Choose the student on the Progress page."
      />
      <ShownWork url={`/api/class/${classId}/screen`} begin={begin} />
    </>
  );
}
