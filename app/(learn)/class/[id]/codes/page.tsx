import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { requireClass } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { CodesPanel } from './codes-panel';

export const metadata: Metadata = { title: 'Verify codes' };

export default async function CodesPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { name, publicKey } = await requireClass(id);
  return (
    <>
      <PageHeader
        title="Verify codes"
        breadcrumbs={[{ label: name, href: paths.class(id) }]}
        description="Students who hand in work get a completion code to submit wherever you collect results. They can also download a signed record."
      />
      <CodesPanel classId={id} publicKey={publicKey} />
    </>
  );
}
