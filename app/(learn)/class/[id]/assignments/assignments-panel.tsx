'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { topicTitle } from '@/app/(console)/learn/topics';
import { EmptyState } from '@/components/console/page/empty-state';
import { Time } from '@/components/console/page/time';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { ListAssignments } from '@/lib/classroom/assignment/operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { ListScenarios } from '@/lib/classroom/pack/scenario-operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { ClassDialog } from '../../../_client/class-dialog';
import { needsText } from '../../../_client/scenario-needs';
import { NOT_TESTED, originText } from '../../../_client/scenario-origin';
import { toMoment } from '../../../_client/time-field';
import { useClassAction } from '../../../_client/use-class-action';
import {
  addAssignment,
  moveAssignment,
  releaseAssignment,
  removeAssignment,
  showSolution,
  updateAssignment,
} from '../../actions';
import { TimesDialog, TimesFields, timesOf } from './times-dialog';

type Assignment = Json<ClassroomOutput<typeof ListAssignments>>[number];
type Scenario = Json<ClassroomOutput<typeof ListScenarios>>['scenarios'][number];

type AssignmentsPanelProps = { classId: string; assignments: readonly Assignment[]; scenarios: readonly Scenario[] };

export function AssignmentsPanel({ classId, assignments, scenarios }: AssignmentsPanelProps) {
  const [adding, setAdding] = useState(false);
  const [timing, setTiming] = useState<Assignment | null>(null);
  const [removing, setRemoving] = useState<Assignment | null>(null);
  const release = useClassAction(releaseAssignment);
  const move = useClassAction(moveAssignment);
  const solution = useClassAction(showSolution, {
    // A persona's pages belong to another session.
    onSuccess: ({ basePath }) => window.location.assign(basePath + paths.home),
  });
  const update = useClassAction(updateAssignment, { success: ({ title, version }) => `“${title}” is now version ${version}.` });
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      Add scenario
    </Button>
  );
  return (
    <>
      <Panel flush title="Scenarios in order" count={assignments.length} actions={assignments.length > 0 ? add : undefined}>
        {assignments.length === 0 ? (
          <EmptyState
            title="No assignments"
            description="A scenario has a story, steps and checks that grade themselves. Add one for the class to work through."
            action={add}
          />
        ) : (
          <ol className="divide-y divide-line">
            {assignments.map((one, at) => (
              <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
                <span className="flex">
                  <IconButton
                    label={`Move ${one.title} up`}
                    size="sm"
                    disabled={at === 0}
                    onClick={() => void move.run({ assignmentId: one.id, by: -1 })}
                  >
                    <ArrowUp aria-hidden size={14} />
                  </IconButton>
                  <IconButton
                    label={`Move ${one.title} down`}
                    size="sm"
                    disabled={at === assignments.length - 1}
                    onClick={() => void move.run({ assignmentId: one.id, by: 1 })}
                  >
                    <ArrowDown aria-hidden size={14} />
                  </IconButton>
                </span>
                <div className="min-w-0 flex-1 basis-60">
                  <h3 className="font-semibold">
                    <TextLink href={`${paths.class(classId)}?assignment=${one.id}`}>{one.title}</TextLink>
                  </h3>
                  <p className="text-ink-2 text-sm">
                    {one.packId} {one.version}, about {one.minutes} minutes, {one.attempts}{' '}
                    {one.attempts === 1 ? 'attempt' : 'attempts'}; the {one.counts} attempt counts
                  </p>
                  <TimesText assignment={one} all={assignments} />
                  {one.buildFailure ? (
                    <p className="mt-0.5 text-deny text-sm">
                      Creating the accounts for attempts failed. {one.buildFailure} Next try{' '}
                      <Time value={one.buildRetryAt} format="absolute" />.
                    </p>
                  ) : null}
                </div>
                <Badge tone={one.mode === 'graded' ? 'accent' : 'neutral'}>{one.mode === 'graded' ? 'Graded' : 'Practice'}</Badge>
                <Badge tone={one.openSteps > 0 ? 'allow' : 'limit'}>
                  {one.openSteps === 0 ? 'Not released' : `${one.openSteps} of ${plural(one.steps.length, 'step')} released`}
                </Badge>
                <span className="flex flex-wrap gap-2">
                  {one.newerVersion ? (
                    <Button
                      size="sm"
                      aria-label={`Update ${one.title} to ${one.newerVersion}`}
                      disabledReason={
                        one.attempts > 0
                          ? `Students have already started version ${one.version}. Add version ${one.newerVersion} as another assignment.`
                          : undefined
                      }
                      onClick={() => void update.run({ assignmentId: one.id })}
                    >
                      Update to version {one.newerVersion}
                    </Button>
                  ) : null}
                  {one.openSteps < one.steps.length ? (
                    <>
                      <Button size="sm" onClick={() => void release.run({ assignmentId: one.id, what: 'next' })}>
                        Release step {one.openSteps + 1}
                      </Button>
                      <Button size="sm" onClick={() => void release.run({ assignmentId: one.id, what: 'all' })}>
                        Release all steps
                      </Button>
                    </>
                  ) : (
                    <Button size="sm" onClick={() => void release.run({ assignmentId: one.id, what: 'none' })}>
                      Hold back step
                    </Button>
                  )}
                  <Button
                    size="sm"
                    aria-label={`Show the solution of ${one.title}`}
                    loading={solution.running}
                    onClick={() => void solution.run({ assignmentId: one.id })}
                  >
                    Show solution
                  </Button>
                  <Button size="sm" aria-label={`Times of ${one.title}`} onClick={() => setTiming(one)}>
                    Set times
                  </Button>
                  <Button size="sm" variant="danger" aria-label={`Remove ${one.title}`} onClick={() => setRemoving(one)}>
                    Remove assignment
                  </Button>
                </span>
              </li>
            ))}
          </ol>
        )}
      </Panel>
      {adding ? (
        <AddDialog classId={classId} scenarios={scenarios} assignments={assignments} onClose={() => setAdding(false)} />
      ) : null}
      {timing ? <TimesDialog assignment={timing} all={assignments} onClose={() => setTiming(null)} /> : null}
      {removing ? <RemoveDialog assignment={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}

function TimesText({ assignment, all }: { assignment: Assignment; all: readonly Assignment[] }) {
  const { releaseAt, openSteps, dueAt, requires, extensions } = assignment;
  const first = all.filter(({ id }) => requires.includes(id));
  if (!dueAt && first.length === 0 && (openSteps > 0 || !releaseAt)) return null;
  return (
    <ul className="mt-0.5 flex flex-wrap gap-x-4 text-sm">
      {releaseAt && openSteps === 0 ? (
        <li>
          Opens <Time value={releaseAt} format="absolute" />
        </li>
      ) : null}
      {dueAt ? (
        <li>
          Due <Time value={dueAt} format="absolute" />
          {extensions.length > 0
            ? `, longer for ${extensions.length === 1 ? extensions[0]?.student : `${extensions.length} students`}`
            : ''}
        </li>
      ) : null}
      {first.length > 0 ? <li>Available after {first.map(({ title }) => `“${title}”`).join(', ')}</li> : null}
    </ul>
  );
}

const RELEASES = [
  { value: 'now', label: 'Now' },
  { value: 'steps', label: 'Step by step' },
  { value: 'later', label: 'Later' },
] as const;
const MODES = [
  { value: 'practice', label: 'Practice' },
  { value: 'graded', label: 'Graded' },
] as const;
const COUNTS = [
  { value: 'best', label: 'Best attempt counts' },
  { value: 'last', label: 'Last attempt counts' },
] as const;

type AddDialogProps = AssignmentsPanelProps & { onClose: () => void };

function AddDialog({ classId, scenarios, assignments, onClose }: AddDialogProps) {
  const [packId, setPack] = useState<string>();
  const [release, setRelease] = useState<(typeof RELEASES)[number]['value']>('now');
  const [mode, setMode] = useState<(typeof MODES)[number]['value']>('practice');
  const [counts, setCounts] = useState<(typeof COUNTS)[number]['value']>('best');
  const [most, setMost] = useState('');
  const [times, setTimes] = useState(timesOf(null));
  const cannotBeGraded = scenarios.find(({ Id }) => Id === packId)?.isGradable === false;
  const maxAttempts = most.trim() === '' ? null : Number(most);
  const { run, running, error } = useClassAction(addAssignment, {
    showsError: true,
    success: ({ title }) => `“${title}” was added.`,
    onSuccess: onClose,
  });
  return (
    <ClassDialog
      size="lg"
      title="Add scenario"
      submitLabel="Add scenario"
      running={running}
      error={error}
      disabledReason={packId === undefined ? 'Select a scenario first' : undefined}
      onSubmit={() =>
        packId !== undefined &&
        void run({
          classId,
          packId,
          release,
          mode: cannotBeGraded ? 'practice' : mode,
          counts,
          maxAttempts,
          releaseAt: release === 'later' ? toMoment(times.release) : null,
          dueAt: toMoment(times.due),
          requires: [...times.requires],
        })
      }
      onClose={onClose}
    >
      <fieldset>
        <legend className="mb-1 font-medium">Scenario</legend>
        <div className="max-h-80 overflow-y-auto rounded-md border border-line">
          {scenarios.map((one) => (
            <label key={one.Id} className="flex items-start gap-2 border-line border-b px-3 py-2 last:border-b-0 hover:bg-hover">
              <input
                type="radio"
                name="pack"
                value={one.Id}
                checked={packId === one.Id}
                onChange={() => setPack(one.Id)}
                className="mt-1 accent-accent"
              />
              <span className="min-w-0">
                {one.Title}
                <span className="block text-ink-2 text-sm">
                  Level {one.Level}, {one.Minutes} minutes, {plural(one.Steps, 'step')}, {one.Topics.map(topicTitle).join(', ')}
                  {one.Needs.length > 0 ? `; ${needsText(one.Needs)}` : ''}
                  {one.origin === 'built-in' ? '' : `; ${originText(one)}, ${one.Version}`}
                </span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <SegmentedControl label="Release" value={release} onValueChange={setRelease} segments={RELEASES} />
        <SegmentedControl
          label="Mode"
          value={cannotBeGraded ? 'practice' : mode}
          onValueChange={setMode}
          segments={MODES.map((one) => ({
            ...one,
            disabled: one.value === 'graded' && cannotBeGraded,
          }))}
        />
        <SegmentedControl label="Attempts" value={counts} onValueChange={setCounts} segments={COUNTS} />
        <Field label="Maximum attempts per student" hint="1 to 20. Leave empty for no limit." className="w-72">
          <Input inputMode="numeric" maxLength={2} value={most} onChange={(event) => setMost(event.currentTarget.value)} />
        </Field>
      </div>
      {cannotBeGraded ? <p className="text-ink-2 text-sm">{NOT_TESTED}</p> : null}
      <TimesFields times={times} onChange={setTimes} others={assignments} showsRelease={release === 'later'} error={error} />
    </ClassDialog>
  );
}

function RemoveDialog({ assignment, onClose }: { assignment: Assignment; onClose: () => void }) {
  const { run, running, error } = useClassAction(removeAssignment, {
    showsError: true,
    success: ({ title }) => `“${title}” was removed.`,
    onSuccess: onClose,
  });
  return (
    <ClassDialog
      size="sm"
      title={`Remove “${assignment.title}”?`}
      submitLabel="Remove assignment"
      danger
      running={running}
      error={error}
      onSubmit={() => void run({ assignmentId: assignment.id })}
      onClose={onClose}
    >
      <p>
        {assignment.attempts === 0
          ? 'No student has started it.'
          : `This permanently deletes ${assignment.attempts} attempts, with their accounts and results.`}
      </p>
    </ClassDialog>
  );
}
