import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { Panel } from '@/components/ui/panel';
import { ListMembers } from '@/lib/classroom/member/operations';
import { joinOrigins } from '@/lib/console/addresses';
import { readClassroom, requireClass } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { ClassStateBadge } from '../class-state';
import { JoinBox } from './join-box';

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  return { title: (await requireClass((await params).id)).name };
}

export default async function ClassPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: classId } = await params;
  const found = await requireClass(classId);
  const members = await readClassroom(ListMembers, { classId }, 'person');
  const joined = members.filter(({ state }) => state === 'joined');
  const addresses = joinOrigins();
  return (
    <>
      <PageHeader title={found.name} badge={<ClassStateBadge state={found.state} />} />
      <Panel className="mb-4">
        {found.joinCode ? (
          <JoinBox
            code={found.joinCode}
            addresses={addresses}
            link={(addresses[0] ?? '') + paths.join({ code: found.joinCode })}
          />
        ) : (
          <p className="text-ink-2">The class has no code, so nobody can join now.</p>
        )}
        <p className="mt-3">
          <span className="font-semibold text-3xl tabular-nums">{joined.length}</span> of {members.length} joined
        </p>
      </Panel>
    </>
  );
}
