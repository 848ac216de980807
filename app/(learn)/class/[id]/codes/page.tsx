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
        description="Whoever hands work in gets a completion code for the place where you collect results, and may take a signed record along."
      />
      <CodesPanel classId={id} publicKey={publicKey} />
    </>
  );
}
