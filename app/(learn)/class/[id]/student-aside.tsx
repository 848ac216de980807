'use client';

import { Hand, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { CheckSign } from '@/app/(console)/_lab/check-sign';
import { Time } from '@/components/console/page/time';
import { toldLine } from '@/components/console/page/told-text';
import { Button, IconButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { MenuButton } from '@/components/ui/menu';
import { Skeleton } from '@/components/ui/skeleton';
import { HELP_MOST, NOTE_MOST } from '@/lib/classroom/attempt/limits';
import type { GetAttempt } from '@/lib/classroom/attempt/view-operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { ClassDialog } from '../../_client/class-dialog';
import { TimeField, toLocalTime, toMoment } from '../../_client/time-field';
import { useClassAction } from '../../_client/use-class-action';
import { answerHelp, decideCheck, deleteAttempt, enterStudent, extendDue, goBackToStep, readAttempt } from '../actions';
import type { Row } from './matrix-types';

type Attempt = Json<ClassroomOutput<typeof GetAttempt>>;

type StudentAsideProps = { row: Row; assignment: { id: string; dueAt: string | null }; onClose: () => void };

/** One student in detail: the question, the checks not passed yet, and the instructor's actions. */
export function StudentAside({ row, assignment, onClose }: StudentAsideProps) {
  const { attempt: shown } = row;
  const [attempt, setAttempt] = useState<Attempt>();
  const [version, setVersion] = useState(0);
  const read = useClassAction(readAttempt, { onSuccess: setAttempt });
  const enter = useClassAction(enterStudent, {
    // A persona's pages belong to another session.
    onSuccess: ({ basePath }) => window.location.assign(basePath + paths.home),
  });
  const [deciding, setDeciding] = useState<{ id: string; title: string } | null>(null);
  const [deleting, setDeleting] = useState(false);
  const [extending, setExtending] = useState(false);
  const [goingBack, setGoingBack] = useState<{ id: string; title: string } | null>(null);
  const key = `${shown?.id} ${JSON.stringify(shown?.cells)} ${shown?.hints} ${shown?.help?.id} ${version}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the matrix says that something has changed
  useEffect(() => {
    if (shown) void read.run({ attemptId: shown.id });
  }, [key]);
  if (!shown) return null;
  const checks = (attempt?.steps ?? []).flatMap((step) => step.checks.map((check) => ({ ...check, step: step.title })));
  const open = checks.filter(({ outcome }) => outcome !== 'pass' && outcome !== null);
  return (
    <section
      aria-label={row.name}
      className="min-w-0 rounded-lg border border-line bg-surface"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className="flex items-start gap-2 border-line border-b px-4 py-2.5">
        <div className="min-w-0 flex-1">
          <h2 className="break-words font-semibold text-lg">{row.name}</h2>
          <p className="text-ink-2 text-sm">
            {shown.points} of {plural(shown.of, 'point')}, {plural(shown.passedSteps.length, 'step')} passed,{' '}
            {plural(shown.hints, 'hint')}, attempt {shown.number}
            {shown.handedInAt ? ', handed in' : ''}
            {shown.endedBy === 'time' ? ' when time was up' : ''}
          </p>
          {row.dueAt ? (
            <p className="text-ink-2 text-sm">
              Due <Time value={row.dueAt} format="absolute" />
              {row.dueAt === assignment.dueAt ? '' : ', extended for this student'}
            </p>
          ) : null}
        </div>
        <IconButton label={`Close ${row.name}`} tooltip={false} size="sm" onClick={onClose}>
          <X aria-hidden size={16} />
        </IconButton>
      </header>
      {shown.help ? <HelpAnswer help={shown.help} onAnswered={() => setVersion((now) => now + 1)} /> : null}
      <div className="border-line border-b px-4 py-3">
        <h3 className="mb-1 font-semibold">Checks not passed yet</h3>
        {attempt === undefined ? <Skeleton className="h-24" /> : null}
        {attempt && open.length === 0 ? <p className="text-ink-2">All checks passed.</p> : null}
        <ul className="flex flex-col gap-2">
          {open.map((check) => (
            <li key={check.id}>
              <CheckSign
                word={check.outcome === 'fail' ? (check.role === 'guard' ? 'broken' : 'tried') : 'undecided'}
                label={`${check.title}${check.outcome === 'fail' ? '' : ', undecided'}`}
              />
              {check.sentences ? (
                <p className="text-sm">
                  {toldLine(check.sentences.say)}
                  {check.sentences.seen ? <span className="block text-ink-2">{toldLine(check.sentences.seen)}</span> : null}
                </p>
              ) : null}
              {attempt?.why[check.id] ? <p className="text-ink-2 text-sm">{attempt.why[check.id]}</p> : null}
              {check.decision ? (
                <p className="text-ink-2 text-sm">
                  Decided by {check.decision.name}: {check.decision.note}
                </p>
              ) : null}
              <Button variant="link" size="sm" onClick={() => setDeciding(check)} aria-label={`Override ${check.title}`}>
                Override result
              </Button>
            </li>
          ))}
        </ul>
      </div>
      <div className="flex flex-wrap gap-2 px-4 py-3">
        <Button
          variant="primary"
          size="sm"
          loading={enter.running}
          onClick={() => void enter.run({ attemptId: shown.id, mayChange: false })}
        >
          View accounts
        </Button>
        {attempt && !attempt.endedAt ? (
          <Button size="sm" loading={enter.running} onClick={() => void enter.run({ attemptId: shown.id, mayChange: true })}>
            Enter accounts
          </Button>
        ) : null}
        {attempt && !attempt.endedAt ? (
          <MenuButton
            label="Reset to step"
            size="sm"
            entries={attempt.steps
              .filter((step, at) => step.isPassed || attempt.steps.findIndex(({ isPassed }) => !isPassed) === at)
              .map((step) => ({ label: step.title, onSelect: () => setGoingBack(step) }))}
          />
        ) : null}
        {row.dueAt ? (
          <Button size="sm" onClick={() => setExtending(true)}>
            Extend time
          </Button>
        ) : null}
        <Button variant="danger" size="sm" onClick={() => setDeleting(true)}>
          Delete attempt
        </Button>
        <p className="w-full text-ink-2 text-sm">
          {row.name} sees that you entered the accounts and whether you changed anything.
        </p>
      </div>
      {deciding ? (
        <DecideDialog
          attemptId={shown.id}
          check={deciding}
          onClose={() => {
            setDeciding(null);
            setVersion((now) => now + 1);
          }}
        />
      ) : null}
      {goingBack ? (
        <BackDialog
          attemptId={shown.id}
          step={goingBack}
          name={row.name}
          onClose={() => {
            setGoingBack(null);
            setVersion((now) => now + 1);
          }}
        />
      ) : null}
      {extending ? <ExtendDialog assignmentId={assignment.id} row={row} onClose={() => setExtending(false)} /> : null}
      {deleting ? <DeleteDialog attemptId={shown.id} name={row.name} onClose={() => setDeleting(false)} /> : null}
    </section>
  );
}

function HelpAnswer({ help, onAnswered }: { help: { id: string; text: string; at: string }; onAnswered: () => void }) {
  const [answer, setAnswer] = useState('');
  const { run, running, error } = useClassAction(answerHelp, {
    showsError: true,
    success: () => 'The answer is on the student’s page.',
    onSuccess: onAnswered,
  });
  return (
    <form
      action={() => run({ helpId: help.id, answer })}
      className="flex flex-col gap-2 border-line border-b bg-limit-soft px-4 py-3"
    >
      <p className="flex gap-2">
        <Hand aria-hidden size={16} className="mt-0.5 shrink-0 text-limit" />
        <span className="min-w-0 break-words">
          “{help.text}”
          <span className="block text-ink-2 text-xs">
            <Time value={help.at} />
          </span>
        </span>
      </p>
      <Field label="Your answer" error={error?.message}>
        <Input value={answer} required maxLength={HELP_MOST} onChange={(event) => setAnswer(event.currentTarget.value)} />
      </Field>
      <div>
        <Button type="submit" loading={running}>
          Send answer
        </Button>
      </div>
    </form>
  );
}

const OUTCOMES = [
  { value: 'pass', label: 'Pass' },
  { value: 'fail', label: 'Fail' },
] as const;

type DecideDialogProps = { attemptId: string; check: { id: string; title: string }; onClose: () => void };

function DecideDialog({ attemptId, check, onClose }: DecideDialogProps) {
  const [outcome, setOutcome] = useState<'pass' | 'fail'>('pass');
  const [note, setNote] = useState('');
  const { run, running, error } = useClassAction(decideCheck, { showsError: true, onSuccess: onClose });
  return (
    <ClassDialog
      size="sm"
      title={`Override the result of “${check.title}”`}
      description="The computed result is kept, and the student sees both."
      submitLabel="Override result"
      running={running}
      onSubmit={() => void run({ attemptId, checkId: check.id, outcome, note })}
      onClose={onClose}
    >
      <Field label="Reason" error={error?.message}>
        <Input value={note} maxLength={NOTE_MOST} onChange={(event) => setNote(event.currentTarget.value)} />
      </Field>
      <SegmentedControl label="Result" value={outcome} onValueChange={setOutcome} segments={OUTCOMES} />
    </ClassDialog>
  );
}

type BackDialogProps = { attemptId: string; step: { id: string; title: string }; name: string; onClose: () => void };

function BackDialog({ attemptId, step, name, onClose }: BackDialogProps) {
  const { run, running, error } = useClassAction(goBackToStep, {
    showsError: true,
    success: () => `${name} was reset to “${step.title}”.`,
    onSuccess: onClose,
  });
  return (
    <ClassDialog
      size="sm"
      title={`Reset ${name} to “${step.title}”?`}
      submitLabel="Reset to this step"
      running={running}
      error={error}
      onSubmit={() => void run({ attemptId, stepId: step.id })}
      onClose={onClose}
    >
      <p>The accounts return to their state at the start of this step. Later changes are undone. Hints and answers stay.</p>
    </ClassDialog>
  );
}

function ExtendDialog({ assignmentId, row, onClose }: { assignmentId: string; row: Row; onClose: () => void }) {
  const [due, setDue] = useState(toLocalTime(row.dueAt));
  const { run, running, error } = useClassAction(extendDue, {
    showsError: true,
    success: ({ student }) => `${student} has more time.`,
    onSuccess: onClose,
  });
  const { memberId } = row;
  const dueAt = toMoment(due);
  return (
    <ClassDialog
      size="sm"
      title={`Extend time for ${row.name}`}
      submitLabel="Extend time"
      running={running}
      disabledReason={dueAt === null ? 'Enter a due time' : undefined}
      onSubmit={() => dueAt !== null && void run({ assignmentId, memberId, dueAt })}
      onClose={onClose}
    >
      <TimeField label="Due" value={due} error={error?.message} onChange={setDue} />
      <p>If the work was handed in because time was up, the student can continue.</p>
    </ClassDialog>
  );
}

function DeleteDialog({ attemptId, name, onClose }: { attemptId: string; name: string; onClose: () => void }) {
  const { run, running, error } = useClassAction(deleteAttempt, {
    showsError: true,
    success: () => `The attempt of ${name} was deleted.`,
    onSuccess: onClose,
  });
  return (
    <ClassDialog
      size="sm"
      title={`Delete the attempt of ${name}?`}
      submitLabel="Delete attempt"
      danger
      running={running}
      error={error}
      onSubmit={() => void run({ attemptId })}
      onClose={onClose}
    >
      <p>This permanently deletes its accounts, results and answers.</p>
    </ClassDialog>
  );
}
