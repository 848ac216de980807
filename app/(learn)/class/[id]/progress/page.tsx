import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { GetProgress } from '@/lib/classroom/attempt/progress-operations';
import { readClassroom, requireClass } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { ExportLinks } from '../export-links';
import { ProgressTable } from './progress-table';

export const metadata: Metadata = { title: 'All assignments' };

export default async function ProgressPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: classId } = await params;
  const { name } = await requireClass(classId);
  const begin = await readClassroom(GetProgress, { classId }, 'person');
  return (
    <>
      <PageHeader
        title="All assignments"
        breadcrumbs={[{ label: name, href: paths.class(classId) }]}
        description="See each student’s score in every assignment. Choose an assignment to see its checks."
        actions={<ExportLinks classId={classId} />}
      />
      <ProgressTable classId={classId} begin={begin} />
    </>
  );
}
