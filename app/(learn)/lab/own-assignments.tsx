'use client';

import { useState } from 'react';
import { EmptyState } from '@/components/console/page/empty-state';
import { Time } from '@/components/console/page/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { downloadText } from '@/components/ui/download-text';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { ListOwnAssignments } from '@/lib/classroom/attempt/view-operations';
import type { GetOwnSeat } from '@/lib/classroom/member/operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { needsText } from '../_client/scenario-needs';
import { useClassAction } from '../_client/use-class-action';
import { openAttempt, readOwnRecord } from './actions';

type Assignment = Json<ClassroomOutput<typeof ListOwnAssignments>>[number];
type Attempt = Assignment['attempts'][number];
type ClassState = ClassroomOutput<typeof GetOwnSeat>['class']['state'];

/** Lists the student's assignments, in the order of the class. */
export function OwnAssignments({ assignments, state }: { assignments: readonly Assignment[]; state: ClassState }) {
  if (assignments.length === 0) {
    return (
      <Panel>
        <EmptyState
          title="No assignments yet"
          description="Your instructor has not released a scenario yet. Released scenarios appear here."
        />
      </Panel>
    );
  }
  return (
    <ol className="space-y-3">
      {assignments.map((assignment) => (
        <li key={assignment.id} id={assignment.id} className="scroll-mt-4">
          <AssignmentPanel assignment={assignment} state={state} />
        </li>
      ))}
    </ol>
  );
}

function AssignmentPanel({ assignment, state }: { assignment: Assignment; state: ClassState }) {
  const {
    title,
    minutes,
    steps,
    openSteps,
    attempts,
    maxAttempts,
    releaseAt,
    isReleased,
    dueAt,
    isOver,
    first,
    isGraded,
    needs,
  } = assignment;
  const going = attempts.find(({ endedAt }) => endedAt === null);
  const isLast = maxAttempts !== null && attempts.length >= maxAttempts;
  const [asksAgain, setAsksAgain] = useState(false);
  const { run, running } = useClassAction(openAttempt, {
    // A persona's pages belong to another session.
    onSuccess: ({ href }) => window.location.assign(href),
  });
  const [before] = first;
  // A started attempt can continue, whatever the conditions for a new one are.
  const notYet = !isReleased
    ? 'It is not open yet'
    : isOver
      ? 'The due time has passed'
      : before
        ? `Hand in “${before.title}” first`
        : undefined;
  const cannot = state === 'open' ? undefined : state === 'paused' ? 'The class is paused' : 'The class is closed';
  return (
    <Panel
      title={title}
      description={`${minutes} minutes, ${plural(steps, 'step')}${isReleased && openSteps < steps ? `, ${openSteps} of them open` : ''}${isGraded ? ', graded' : ''}${needs.length > 0 ? `; ${needsText(needs)}` : ''}`}
      actions={
        going && state !== 'closed' ? (
          <>
            {isLast || notYet ? null : (
              <Button disabledReason={cannot} onClick={() => setAsksAgain(true)}>
                Start again
              </Button>
            )}
            <Button variant="primary" loading={running} onClick={() => void run({ assignmentId: assignment.id })}>
              Go on
            </Button>
          </>
        ) : state === 'closed' ? null : (
          <Button
            variant={attempts.length === 0 ? 'primary' : 'normal'}
            loading={running}
            disabledReason={cannot ?? notYet ?? (isLast ? `You have used all ${maxAttempts} attempts` : undefined)}
            onClick={() => void run({ assignmentId: assignment.id })}
          >
            {attempts.length === 0 ? 'Start' : 'Start another attempt'}
          </Button>
        )
      }
    >
      {!isReleased && releaseAt ? (
        <p className="mb-2 text-ink-2">
          Opens <Time value={releaseAt} format="absolute" />
        </p>
      ) : null}
      {dueAt ? (
        <p className="mb-2 text-ink-2">
          {isOver ? 'Was due' : 'Due'} <Time value={dueAt} format="absolute" />
          {isOver ? '' : '. Unfinished work is handed in automatically.'}
        </p>
      ) : null}
      {going || attempts.length > 0 || first.length === 0 ? null : (
        <p className="mb-2">
          Hand in first:{' '}
          {first.map(({ id, title: name }, at) => (
            <span key={id}>
              {at > 0 ? ', ' : ''}
              <TextLink inline href={`#${id}`}>
                {name}
              </TextLink>
            </span>
          ))}
          .
        </p>
      )}
      {attempts.length === 0 ? (
        <p className="text-ink-2">You get your own accounts for it.</p>
      ) : (
        <ul className="divide-y divide-line">
          {attempts.map((attempt) => (
            <AttemptRow key={attempt.id} attempt={attempt} steps={steps} />
          ))}
        </ul>
      )}
      {asksAgain ? (
        <Dialog
          open
          onOpenChange={(open) => !open && setAsksAgain(false)}
          size="sm"
          title={`Start ${title} again?`}
          footer={
            <>
              <Button disabled={running} onClick={() => setAsksAgain(false)}>
                Continue attempt
              </Button>
              <Button variant="primary" loading={running} onClick={() => void run({ assignmentId: assignment.id, again: true })}>
                Start again
              </Button>
            </>
          }
        >
          <p>This ends the current attempt. You get new accounts in their original state, and your results so far are kept.</p>
        </Dialog>
      ) : null}
    </Panel>
  );
}

function AttemptRow({ attempt, steps }: { attempt: Attempt; steps: number }) {
  const { number, startedAt, endedAt, handedInAt, endedBy, passedSteps, points, of } = attempt;
  const record = useClassAction(readOwnRecord, {
    onSuccess: (signed) => downloadText('completion-record.json', `${JSON.stringify(signed, null, 2)}\n`, 'application/json'),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <TextLink href={paths.labAttempt(attempt.id)}>Attempt {number}</TextLink>
      {handedInAt ? (
        <Badge tone="allow">{endedBy === 'time' ? 'handed in when time was up' : 'handed in'}</Badge>
      ) : endedAt ? (
        <Badge>ended</Badge>
      ) : (
        <Badge tone="accent">in progress</Badge>
      )}
      <span className="text-ink-2 tabular-nums">
        {passedSteps} of {steps} steps, {points} of {of} points
      </span>
      {startedAt ? (
        <span className="text-ink-3 text-sm">
          <Time value={startedAt} format="absolute" />
        </span>
      ) : null}
      {handedInAt ? (
        <Button size="sm" loading={record.running} onClick={() => void record.run({ attemptId: attempt.id })}>
          Download signed record
        </Button>
      ) : null}
    </li>
  );
}
