import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { GetMatrix } from '@/lib/classroom/attempt/matrix-operations';
import { joinOrigins } from '@/lib/console/addresses';
import { readClassroom, requireClass } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { ClassStateBadge } from '../class-state';
import { ExportLinks } from './export-links';
import { JoinBox } from './join-box';
import { ClassMatrix } from './matrix';
import { PauseButton } from './pause-button';

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  return { title: (await requireClass((await params).id)).name };
}

type ClassPageProps = { params: Promise<{ id: string }>; searchParams: Promise<{ assignment?: string | string[] }> };

export default async function ClassPage({ params, searchParams }: ClassPageProps) {
  const { id: classId } = await params;
  const found = await requireClass(classId);
  const { assignment } = await searchParams;
  const assignmentId = typeof assignment === 'string' ? assignment : undefined;
  const begin = await readClassroom(GetMatrix, { classId, assignmentId }, 'person');
  const addresses = joinOrigins();
  return (
    <>
      <PageHeader
        title={found.name}
        badge={<ClassStateBadge state={found.state} />}
        actions={
          <>
            <PauseButton classId={classId} state={found.state} />
            <ExportLinks classId={classId} />
          </>
        }
      />
      <ClassMatrix
        classId={classId}
        begin={begin}
        join={
          found.joinCode ? (
            <JoinBox
              code={found.joinCode}
              addresses={addresses}
              link={[...addresses.slice(0, 1), paths.join({ code: found.joinCode })].join('')}
            />
          ) : (
            <p className="text-ink-2">The class has no join code, so students can't join.</p>
          )
        }
      />
    </>
  );
}
