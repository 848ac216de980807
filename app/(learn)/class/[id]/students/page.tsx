import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { ListMembers, ListRemovedMembers } from '@/lib/classroom/member/operations';
import { readClassroom, requireClass } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { StudentsPanel } from './students-panel';

export const metadata: Metadata = { title: 'Students' };

export default async function StudentsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: classId } = await params;
  const { name } = await requireClass(classId);
  const members = await readClassroom(ListMembers, { classId }, 'person');
  const removed = await readClassroom(ListRemovedMembers, { classId }, 'person');
  return (
    <>
      <PageHeader
        title="Students"
        count={members.length}
        breadcrumbs={[{ label: name, href: paths.class(classId) }]}
        description="See who has joined and who is on the list, let students in again, and remove them."
      />
      <StudentsPanel classId={classId} members={members} removed={removed} />
    </>
  );
}
