import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { GetClassStoredData } from '@/lib/classroom/class/operations';
import { readClassroom, requireClass, requirePerson } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { ClassSettings } from './class-settings';

export const metadata: Metadata = { title: 'Class settings' };

export default async function ClassSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const found = await requireClass(id);
  const { personId } = await requirePerson();
  const stored = await readClassroom(GetClassStoredData, { classId: id }, 'person');
  return (
    <>
      <PageHeader title="Settings" breadcrumbs={[{ label: found.name, href: paths.class(id) }]} />
      <ClassSettings key={JSON.stringify(found)} found={found} personId={personId} stored={stored} />
    </>
  );
}
