'use client';

import { useState } from 'react';
import { Time } from '@/components/console/page/time';
import { Checkbox } from '@/components/ui/field/checkbox';
import type { ListAssignments } from '@/lib/classroom/assignment/operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { ConsoleFailure, Json } from '@/lib/console/result';
import { ClassDialog } from '../../../_client/class-dialog';
import { TimeField, toLocalTime, toMoment } from '../../../_client/time-field';
import { useClassAction } from '../../../_client/use-class-action';
import { setAssignmentTimes } from '../../actions';

type Assignment = Json<ClassroomOutput<typeof ListAssignments>>[number];

/** The entered values. */
type Times = { release: string; due: string; requires: readonly string[] };

export function timesOf(assignment: Pick<Assignment, 'releaseAt' | 'dueAt' | 'requires'> | null): Times {
  return {
    release: toLocalTime(assignment?.releaseAt),
    due: toLocalTime(assignment?.dueAt),
    requires: assignment?.requires ?? [],
  };
}

type TimesFieldsProps = {
  times: Times;
  onChange: (times: Times) => void;
  /** The assignments that could be required first. */
  others: readonly Pick<Assignment, 'id' | 'title'>[];
  showsRelease: boolean;
  error: ConsoleFailure | undefined;
};

/** Fields for release, due time and assignments to hand in first. */
export function TimesFields({ times, onChange, others, showsRelease, error }: TimesFieldsProps) {
  const { requires } = times;
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      {showsRelease ? (
        <TimeField
          label="Opens at"
          hint="Leave empty to release it yourself."
          value={times.release}
          onChange={(release) => onChange({ ...times, release })}
        />
      ) : null}
      <TimeField
        label="Due"
        hint="Unfinished work is handed in automatically at this time."
        value={times.due}
        error={error?.member === 'dueAt' ? error.message : undefined}
        onChange={(due) => onChange({ ...times, due })}
      />
      {others.length > 0 ? (
        <fieldset className="w-full">
          <legend className="mb-1 font-medium">Hand in first</legend>
          <div className="flex flex-col gap-1">
            {others.map(({ id, title }) => (
              <Checkbox
                key={id}
                label={title}
                checked={requires.includes(id)}
                onCheckedChange={(checked) =>
                  onChange({ ...times, requires: checked ? [...requires, id] : requires.filter((other) => other !== id) })
                }
              />
            ))}
          </div>
        </fieldset>
      ) : null}
    </div>
  );
}

type TimesDialogProps = { assignment: Assignment; all: readonly Assignment[]; onClose: () => void };

export function TimesDialog({ assignment, all, onClose }: TimesDialogProps) {
  const [times, setTimes] = useState(timesOf(assignment));
  const { run, running, error } = useClassAction(setAssignmentTimes, {
    showsError: true,
    success: ({ title }) => `The times of “${title}” were saved.`,
    onSuccess: onClose,
  });
  const { id: assignmentId, title, extensions } = assignment;
  const save = () =>
    run({ assignmentId, releaseAt: toMoment(times.release), dueAt: toMoment(times.due), requires: [...times.requires] });
  return (
    <ClassDialog
      size="md"
      title={`Times of “${title}”`}
      submitLabel="Save times"
      running={running}
      error={error?.member === 'dueAt' ? undefined : error}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TimesFields
        times={times}
        onChange={setTimes}
        others={all.filter(({ id }) => id !== assignmentId)}
        showsRelease
        error={error}
      />
      <p className="text-ink-2 text-sm">
        If you set a later time, students whose work was handed in because time was up can continue. To give one student more
        time, open the student on the Progress page.
      </p>
      {extensions.length > 0 ? (
        <ul className="text-sm">
          {extensions.map(({ memberId, student, dueAt, givenBy }) => (
            <li key={memberId}>
              {student} has until <Time value={dueAt} format="absolute" />, by {givenBy}.
            </li>
          ))}
        </ul>
      ) : null}
    </ClassDialog>
  );
}
