'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { ClassDialog } from '../../../../../_client/class-dialog';
import { useClassAction } from '../../../../../_client/use-class-action';
import { markEquivalent, startTry } from '../../actions';
import { TryState } from './try-state';
import type { Draft, Tried } from './types';

type Test = Extract<NonNullable<Tried['answer']>, { kind: 'test' }>['test'];
type Mutant = Test['mutants'][number];

const PARTS: Readonly<Record<Test['parts'][number]['what'], string>> = {
  untouched: 'At the start, no goal passes and every guard passes',
  solution: 'The solution passes every check, and none of its operations loses points',
  right: 'An alternative solution',
  wrong: 'A wrong solution',
  stable: 'Results are the same in a different order and after a save and restore',
  messages: 'No message reveals an answer',
  tests: 'tests.yaml has alternative and wrong solutions',
};

/** Tests the grading with correct and wrong solutions. */
export function TryTab({ draft, tried }: { draft: Draft; tried: Tried | undefined }) {
  const start = useClassAction(startTry);
  const isTrying = tried?.state === 'waiting' || tried?.state === 'running';
  const { answer } = tried ?? {};
  const test = answer && 'test' in answer && !isTrying ? answer.test : null;
  return (
    <div className="flex flex-col gap-4">
      <Panel
        title="Test the grading"
        description="Runs the scenario in a separate process: at the start, with the solution, with alternative and wrong solutions, and with the solution changed in one place at a time. It takes about a minute."
        actions={
          <Button
            variant="primary"
            loading={start.running || isTrying}
            disabledReason={draft.problems.length > 0 ? 'Fix the problems in the files first' : undefined}
            onClick={() => void start.run({ draft: draft.id, kind: 'test' })}
          >
            Run test
          </Button>
        }
      >
        {tried ? <TryState draft={draft} tried={tried} /> : <p>No test has run yet.</p>}
        {test ? (
          <ul className="mt-2 divide-y divide-line">
            {test.parts.map(({ what, name, failures }) => (
              <li key={`${what} ${name}`} className="py-1.5">
                <Badge tone={failures.length === 0 ? 'allow' : 'deny'}>{failures.length === 0 ? 'holds' : 'failed'}</Badge>{' '}
                {PARTS[what]}
                {name === undefined ? '' : `: “${name}”`}
                {failures.length > 0 ? (
                  <ul className="mt-1 list-disc pl-5 text-sm">
                    {failures.map((failure) => (
                      <li key={failure} className="break-words">
                        {failure}
                      </li>
                    ))}
                  </ul>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
      </Panel>
      {test ? <MutantsPanel draft={draft} mutants={test.mutants} /> : null}
    </div>
  );
}

const ORDER = { survived: 0, equivalent: 1, caught: 2 } as const;

function MutantsPanel({ draft, mutants }: { draft: Draft; mutants: readonly Mutant[] }) {
  const survived = mutants.filter(({ state }) => state === 'survived').length;
  const shown = [...mutants].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  return (
    <Panel
      flush
      title="Changes of the solution"
      count={mutants.length}
      description={
        survived === 0
          ? 'Every change is either caught by a check or marked as equivalent.'
          : `${survived} of them pass every check. Add a check, or mark the change as equivalent.`
      }
    >
      <ul className="divide-y divide-line">
        {shown.map((mutant) => (
          <MutantItem key={mutant.name} draft={draft} mutant={mutant} />
        ))}
      </ul>
    </Panel>
  );
}

function MutantItem({ draft, mutant: { name, told, state, caughtBy, reason } }: { draft: Draft; mutant: Mutant }) {
  const [marking, setMarking] = useState(false);
  const propose = useClassAction(startTry, { goTo: () => paths.editDraft(draft.id, 'checks') });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2">
      <Badge tone={state === 'survived' ? 'deny' : state === 'caught' ? 'allow' : 'neutral'}>{state}</Badge>
      <p className="min-w-0 flex-1 basis-80 break-words">
        {told}
        {state === 'survived' ? ': every check still passes, so no check covers it.' : null}
        {state === 'caught' ? (caughtBy.length === 0 ? ': the operation fails.' : `: caught by ${caughtBy.join(', ')}.`) : null}
        {state === 'equivalent' ? `: marked as equivalent: ${reason}` : null}
      </p>
      {state === 'survived' ? (
        <>
          <Button
            size="sm"
            loading={propose.running}
            onClick={() => void propose.run({ draft: draft.id, kind: 'propose', against: name })}
          >
            Propose check
          </Button>
          <Button size="sm" onClick={() => setMarking(true)}>
            Mark as equivalent
          </Button>
        </>
      ) : null}
      {marking ? <MarkDialog draft={draft} name={name} told={told} onClose={() => setMarking(false)} /> : null}
    </li>
  );
}

type MarkDialogProps = { draft: Draft; name: string; told: string; onClose: () => void };

function MarkDialog({ draft, name, told, onClose }: MarkDialogProps) {
  const [reason, setReason] = useState('');
  const mark = useClassAction(markEquivalent, {
    showsError: true,
    onSuccess: onClose,
    success: () => 'Saved to tests.yaml.',
  });
  return (
    <ClassDialog
      title="Equivalent to the solution"
      description={`${told}.`}
      submitLabel="Mark as equivalent"
      running={mark.running}
      error={mark.error}
      disabledReason={reason.trim() === '' ? 'Enter the reason' : undefined}
      onSubmit={() => void mark.run({ draft: draft.id, mutant: name, reason, base: draft.sha256 })}
      onClose={onClose}
    >
      <Field label="Reason" hint="Saved in tests.yaml for people who edit the scenario later.">
        <Textarea rows={3} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={8000} />
      </Field>
    </ClassDialog>
  );
}
