import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { ListAssignments } from '@/lib/classroom/assignment/operations';
import { ListScenarios } from '@/lib/classroom/pack/scenario-operations';
import { readClassroom, requireClass } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { AssignmentsPanel } from './assignments-panel';

export const metadata: Metadata = { title: 'Assignments' };

export default async function AssignmentsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: classId } = await params;
  const { name } = await requireClass(classId);
  const assignments = await readClassroom(ListAssignments, { classId }, 'person');
  const { scenarios } = await readClassroom(ListScenarios, {}, 'person');
  return (
    <>
      <PageHeader
        title="Assignments"
        count={assignments.length}
        breadcrumbs={[{ label: name, href: paths.class(classId) }]}
        description="Choose the scenarios that the class works through, in order. Each student has their own accounts for each scenario."
      />
      <AssignmentsPanel classId={classId} assignments={assignments} scenarios={scenarios} />
    </>
  );
}
