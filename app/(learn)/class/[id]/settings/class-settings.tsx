'use client';

import { useState } from 'react';
import { StoredData } from '@/components/console/page/stored-data';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { CLASS_NAME_MOST, type ClassState, spacedCode } from '@/lib/classroom/limits';
import { LISTED_FROM_ADDRESS, NEW_FROM_ADDRESS } from '@/lib/classroom/member/limits';
import { paths } from '@/lib/console/paths';
import { ClassDialog } from '../../../_client/class-dialog';
import { useClassAction } from '../../../_client/use-class-action';
import {
  addInstructor,
  archiveClass,
  deleteClass,
  removeInstructor,
  setClassState,
  setJoinCode,
  updateClass,
} from '../../actions';
import { ClassStateBadge } from '../../class-state';

type Found = {
  id: string;
  name: string;
  joinCode: string | null;
  language: string;
  hintsCost: boolean;
  state: ClassState;
  archivedAt: string | null;
  deleteAfterDays: number;
  seats: number;
  deletedOn: string | null;
  instructors: readonly { personId: string; name: string }[];
};

type Stored = { bytes: number; quota: number };
type ClassSettingsProps = { found: Found; personId: string; stored: { together: Stored; fullest: Stored } };

export function ClassSettings({ found, personId, stored }: ClassSettingsProps) {
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <General found={found} />
      <State found={found} />
      <Code found={found} />
      <Instructors found={found} personId={personId} />
      <Panel title="Stored data">
        {stored.together.quota === 0 ? (
          <p className="text-ink-2">No student has an account yet.</p>
        ) : (
          <div className="flex flex-col gap-4">
            <StoredData label="All accounts of this class" {...stored.together} />
            <StoredData label="The account that stores most" {...stored.fullest} />
          </div>
        )}
      </Panel>
      <Deletion found={found} />
    </div>
  );
}

function General({ found }: { found: Found }) {
  const [name, setName] = useState(found.name);
  const [language, setLanguage] = useState(found.language);
  const [days, setDays] = useState(String(found.deleteAfterDays));
  const [seats, setSeats] = useState(String(found.seats));
  const [hintsCost, setHintsCost] = useState(found.hintsCost);
  const { run, running, error } = useClassAction(updateClass, { showsError: true, success: () => 'The settings were saved.' });
  const problem = (member: string) => (error?.member === member ? error.message : undefined);
  return (
    <Panel title="General">
      <form
        action={() => run({ classId: found.id, name, language, hintsCost, seats: Number(seats), deleteAfterDays: Number(days) })}
        className="flex flex-col gap-4"
      >
        {error && !error.member ? <Alert kind="error">{error.message}</Alert> : null}
        <Field label="Name" error={problem('name')}>
          <Input value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={CLASS_NAME_MOST} />
        </Field>
        <Field label="Language" error={problem('language')} hint="The language of scenarios that are translated: en, de or nb.">
          <Input
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
            required
            maxLength={11}
            className="w-28"
          />
        </Field>
        <Field
          label="Maximum students"
          error={problem('seats')}
          hint={`The maximum number of students in the class. From one network address, ${NEW_FROM_ADDRESS} students who are not on the list can join within an hour, and ${LISTED_FROM_ADDRESS} who are on it within ten minutes.`}
        >
          <Input
            type="number"
            min={1}
            value={seats}
            onChange={(event) => setSeats(event.currentTarget.value)}
            required
            className="w-28"
          />
        </Field>
        <Field label="Days until a closed class is deleted" error={problem('deleteAfterDays')}>
          <Input
            type="number"
            min={1}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
            required
            className="w-28"
          />
        </Field>
        <Checkbox label="Hints cost points, if the scenario sets a cost" checked={hintsCost} onCheckedChange={setHintsCost} />
        <div>
          <Button type="submit" variant="primary" loading={running}>
            Save settings
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function State({ found }: { found: Found }) {
  const { run, running } = useClassAction(setClassState);
  const archive = useClassAction(archiveClass);
  const set = (state: ClassState) => run({ classId: found.id, state });
  const { state } = found;
  return (
    <Panel title="State">
      <p className="mb-3 flex flex-wrap items-center gap-2">
        <ClassStateBadge state={state} />
        <span className="text-ink-2">
          {state === 'open'
            ? 'Students can join and work.'
            : state === 'paused'
              ? 'Students can read, but not change anything.'
              : "Students can't join or change anything."}
          {found.deletedOn ? (
            <>
              {' '}
              The class and all its data are deleted on <Time value={found.deletedOn} format="absolute" />.
            </>
          ) : null}
        </span>
      </p>
      <div className="flex flex-wrap gap-2">
        {state === 'open' ? null : (
          <Button loading={running} onClick={() => void set('open')}>
            Open
          </Button>
        )}
        {state === 'open' ? (
          <Button loading={running} onClick={() => void set('paused')}>
            Pause
          </Button>
        ) : null}
        {state === 'closed' ? (
          <Button
            loading={archive.running}
            onClick={() => void archive.run({ classId: found.id, archived: found.archivedAt === null })}
          >
            {found.archivedAt === null ? 'Archive class' : 'Unarchive class'}
          </Button>
        ) : (
          <Button loading={running} onClick={() => void set('closed')}>
            Close
          </Button>
        )}
      </div>
    </Panel>
  );
}

function Code({ found }: { found: Found }) {
  const { run, running } = useClassAction(setJoinCode, {
    success: ({ joinCode }) => (joinCode ? `The join code is now ${spacedCode(joinCode)}.` : "Students can't join now."),
  });
  return (
    <Panel title="Join code">
      <p className="mb-3">
        {found.joinCode ? (
          <span className="font-mono font-semibold text-xl tracking-wider">{spacedCode(found.joinCode)}</span>
        ) : (
          <span className="text-ink-2">
            The class has no join code, so students can't join. Students who have joined stay in the class.
          </span>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button loading={running} onClick={() => void run({ classId: found.id, on: true })}>
          {found.joinCode ? 'Replace code' : 'Create code'}
        </Button>
        {found.joinCode ? (
          <Button loading={running} onClick={() => void run({ classId: found.id, on: false })}>
            Remove code
          </Button>
        ) : null}
      </div>
    </Panel>
  );
}

function Instructors({ found, personId }: { found: Found; personId: string }) {
  const [name, setName] = useState('');
  const add = useClassAction(addInstructor, {
    showsError: true,
    success: (added) => `${added.name} now teaches this class.`,
    onSuccess: () => setName(''),
  });
  const remove = useClassAction(removeInstructor);
  return (
    <Panel title="Instructors" count={found.instructors.length} description="All instructors can do everything in this class.">
      <ul className="mb-4 flex flex-col gap-2">
        {found.instructors.map((one) => (
          <li key={one.personId} className="flex items-center gap-3">
            <span className="min-w-0 break-words">
              {one.name}
              {one.personId === personId ? <span className="text-ink-3"> (you)</span> : null}
            </span>
            {one.personId === personId ? null : (
              <Button
                size="sm"
                aria-label={`Remove ${one.name}`}
                loading={remove.running}
                onClick={() => void remove.run({ classId: found.id, personId: one.personId })}
              >
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
      <form action={() => add.run({ classId: found.id, name })} className="flex flex-wrap items-end gap-2">
        <Field label="Instructor name" error={add.error?.message} className="min-w-0 flex-1 basis-60">
          <Input value={name} onChange={(event) => setName(event.currentTarget.value)} required />
        </Field>
        <Button type="submit" loading={add.running}>
          Add instructor
        </Button>
      </form>
    </Panel>
  );
}

function Deletion({ found }: { found: Found }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const { run, running, error } = useClassAction(deleteClass, {
    showsError: true,
    success: () => `“${found.name}” was deleted.`,
    goTo: () => paths.classes,
  });
  return (
    <Panel title="Delete">
      <p className="mb-3 text-ink-2">This permanently deletes the class with all its students, results and their accounts.</p>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Delete class
      </Button>
      {open ? (
        <ClassDialog
          size="sm"
          title={`Delete “${found.name}”?`}
          submitLabel="Delete class"
          danger
          running={running}
          disabledReason={typed.trim() === found.name ? undefined : 'Enter the name of the class first'}
          onSubmit={() => void run({ classId: found.id, name: typed })}
          onClose={() => setOpen(false)}
        >
          <Field label={`Enter ${found.name} to confirm`} error={error?.message}>
            <Input value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
          </Field>
        </ClassDialog>
      ) : null}
    </Panel>
  );
}
