import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { ListOwnAssignments } from '@/lib/classroom/attempt/view-operations';
import { GetOwnSeat } from '@/lib/classroom/member/operations';
import { GetOwnOffer } from '@/lib/classroom/screen/operations';
import { readClassroom, requireSeat } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { PlainPage } from '../_client/plain-page';
import { OwnOffer } from '../_screen/own-offer';
import { ClassStateBadge } from '../class/class-state';
import { leaveSeat } from '../join/actions';
import { OwnAssignments } from './own-assignments';
import { SeatWords } from './seat-words';

export const metadata: Metadata = { title: 'Lab' };

export default async function LabPage() {
  await requireSeat();
  const [seat, assignments, { offer }] = await Promise.all([
    readClassroom(GetOwnSeat, {}, 'seat'),
    readClassroom(ListOwnAssignments, {}, 'seat'),
    readClassroom(GetOwnOffer, {}, 'seat'),
  ]);
  return (
    <PlainPage
      wide
      aside={
        <>
          <span className="min-w-0 truncate">{seat.name}</span>
          <form action={leaveSeat}>
            <Button type="submit">Sign out</Button>
          </form>
        </>
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 break-words font-semibold text-xl">{seat.class.name}</h1>
        <ClassStateBadge state={seat.class.state} />
      </div>
      {seat.class.state === 'paused' ? (
        <Alert className="mb-4" title="The class is paused">
          You can view everything. You can make changes again when your instructor resumes the class.
        </Alert>
      ) : null}
      <OwnOffer offer={offer} />
      <OwnAssignments assignments={assignments} state={seat.class.state} />
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-1">
        <TextLink href={paths.labScreen}>Shared screen</TextLink>
        <a href={paths.ownExport} download className="text-accent hover:underline">
          Download my work (JSON)
        </a>
      </p>
      <div className="mt-6">
        <SeatWords />
      </div>
    </PlainPage>
  );
}
