import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { joinOrigins } from '@/lib/console/addresses';
import { requireClass } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { SheetsPanel } from './sheets-panel';

export const metadata: Metadata = { title: 'Sign-in cards' };

export default async function SheetsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: classId } = await params;
  const { name, joinCode } = await requireClass(classId);
  const [address = ''] = joinOrigins();
  const link = address + paths.join({ code: joinCode ?? undefined });
  return (
    <>
      <div className="print:hidden">
        <PageHeader
          title="Sign-in cards"
          breadcrumbs={[{ label: name, href: paths.class(classId) }]}
          description="Print a card for each student, with the address, the class code and a recovery phrase that signs the student in on any device."
        />
      </div>
      <SheetsPanel classId={classId} address={`${address.replace(/^https?:\/\//, '')}${paths.join()}`} link={link} />
    </>
  );
}
