'use client';

import { EmptyState } from '@/components/console/page/empty-state';
import { Time } from '@/components/console/page/time';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { ListOwnAssignments } from '@/lib/classroom/attempt/view-operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { useClassAction } from '../_client/use-class-action';
import { startAttempt } from './actions';

type Assignment = Json<ClassroomOutput<typeof ListOwnAssignments>>[number];

/** What the class works through: start, go on, or look at what was handed in. */
export function OwnAssignments({ assignments }: { assignments: readonly Assignment[] }) {
  if (assignments.length === 0)
    return (
      <Panel>
        <EmptyState
          title="Nothing to do yet"
          description="Your instructor releases what the class works at. This page shows it when you load it again."
        />
      </Panel>
    );
  return (
    <ol className="flex flex-col gap-4">
      {assignments.map((assignment) => (
        <li key={assignment.id}>
          <AssignmentPanel assignment={assignment} />
        </li>
      ))}
    </ol>
  );
}

function AssignmentPanel({ assignment }: { assignment: Assignment }) {
  const { run, running } = useClassAction(startAttempt, { goTo: ({ attemptId }) => paths.labAttempt(attemptId) });
  const open = assignment.attempts.findLast(({ endedAt }) => endedAt === null);
  const left = assignment.maxAttempts === null ? null : assignment.maxAttempts - assignment.attempts.length;
  return (
    <Panel
      title={assignment.title}
      description={`About ${assignment.minutes} minutes, level ${assignment.level} of 5, ${assignment.openSteps} of ${assignment.steps} steps released.`}
      actions={
        open ? (
          <ButtonLink variant="primary" href={paths.labAttempt(open.id)}>
            Continue
          </ButtonLink>
        ) : (
          <Button
            variant={assignment.attempts.length > 0 ? 'normal' : 'primary'}
            loading={running}
            disabledReason={left === 0 ? 'You have made all attempts that there are' : undefined}
            onClick={() => void run({ assignmentId: assignment.id, again: false })}
          >
            {assignment.attempts.length > 0 ? 'Start again' : 'Start'}
          </Button>
        )
      }
    >
      <p className="flex flex-wrap items-center gap-2 text-ink-2">
        <Badge tone={assignment.isGraded ? 'accent' : 'neutral'}>{assignment.isGraded ? 'Graded' : 'Practice'}</Badge>
        {assignment.counts === 'best' ? 'Your best attempt counts.' : 'Your last attempt counts.'}
        {left === null ? null : ` ${left} of ${assignment.maxAttempts} attempts are left.`}
        {assignment.dueAt ? (
          <span>
            Due <Time value={assignment.dueAt} format="absolute" />.
          </span>
        ) : null}
      </p>
      {assignment.attempts.length > 0 ? (
        <ul className="mt-2 flex flex-col gap-1">
          {assignment.attempts.map((attempt) => (
            <li key={attempt.id}>
              <TextLink href={paths.labAttempt(attempt.id)}>Attempt {attempt.number}</TextLink>: {attempt.passedSteps} of{' '}
              {assignment.steps} steps passed, {attempt.points} of {attempt.of} points
              {attempt.handedInAt ? ', handed in' : attempt.endedAt ? ', ended' : ''}
            </li>
          ))}
        </ul>
      ) : null}
      {open ? (
        <Button
          variant="link"
          className="mt-2"
          loading={running}
          disabledReason={left === 0 ? 'There are no attempts left' : undefined}
          onClick={() => void run({ assignmentId: assignment.id, again: true })}
        >
          Start again with accounts as they were at first
        </Button>
      ) : null}
    </Panel>
  );
}
