'use client';

import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { Textarea } from '@/components/ui/textarea';
import { paths } from '@/lib/console/paths';
import { useClassAction } from '../../../../../_client/use-class-action';
import { markEquivalent, startTry } from '../../actions';
import { TryState } from './try-state';
import type { Draft, Tried } from './types';

type Test = Extract<NonNullable<Tried['answer']>, { kind: 'test' }>['test'];
type Mutant = Test['mutants'][number];

const PARTS: Readonly<Record<Test['parts'][number]['what'], string>> = {
  untouched: 'Untouched, nothing is passed and every guard holds',
  solution: 'The solution passes every check, and no operation of it takes points away',
  right: 'Another right way',
  wrong: 'A wrong way',
  stable: 'The same comes out twice, in another order, and after everything was saved and restored',
  messages: 'No sentence gives an answer away',
  tests: 'Other right ways and wrong ones are written in tests.yaml',
};

/** The grading, held against everything that it must pass and everything that it must not. */
export function TryTab({ draft, tried }: { draft: Draft; tried: Tried | undefined }) {
  const start = useClassAction(startTry);
  const isTrying = tried?.state === 'waiting' || tried?.state === 'running';
  const { answer } = tried ?? {};
  const test = answer && 'test' in answer && !isTrying ? answer.test : null;
  return (
    <div className="flex flex-col gap-4">
      <Panel
        title="Try the grading"
        description="In a process of its own: the scenario untouched, solved, solved otherwise, done wrong, and solved with one thing changed at a time. It takes a minute or so."
        actions={
          <Button
            variant="primary"
            loading={start.running || isTrying}
            disabledReason={draft.problems.length > 0 ? 'Mend what is wrong with the files first' : undefined}
            onClick={() => void start.run({ draft: draft.id, kind: 'test' })}
          >
            Try
          </Button>
        }
      >
        {tried ? <TryState draft={draft} tried={tried} /> : <p>It has not been tried yet.</p>}
        {test ? (
          <ul className="mt-2 divide-y divide-line">
            {test.parts.map(({ what, name, failures }) => (
              <li key={`${what} ${name}`} className="py-1.5">
                <Badge tone={failures.length === 0 ? 'allow' : 'deny'}>{failures.length === 0 ? 'holds' : 'does not hold'}</Badge>{' '}
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
          ? 'Each of them is caught by a check, or is as right as the solution.'
          : `${survived} of them pass every check. Either a check is missing, or the change is as right as the solution.`
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
        {state === 'survived' ? ', every check still passes: nothing looks at it.' : null}
        {state === 'caught'
          ? caughtBy.length === 0
            ? ', it cannot be done at all.'
            : `, it is caught by ${caughtBy.join(', ')}.`
          : null}
        {state === 'equivalent' ? `, every check still passes, as it should: ${reason}` : null}
      </p>
      {state === 'survived' ? (
        <>
          <Button
            size="sm"
            loading={propose.running}
            onClick={() => void propose.run({ draft: draft.id, kind: 'propose', against: name })}
          >
            Propose a check for this
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
    success: () => 'Written into tests.yaml.',
  });
  return (
    <Dialog
      open
      dismissible={!mark.running}
      onOpenChange={(next) => !next && onClose()}
      title="As right as the solution"
      description={`${told}.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            loading={mark.running}
            disabledReason={reason.trim() === '' ? 'Write the reason' : undefined}
            onClick={() => void mark.run({ draft: draft.id, mutant: name, reason, base: draft.sha256 })}
          >
            Mark as equivalent
          </Button>
        </>
      }
    >
      {mark.error ? (
        <Alert kind="error" live>
          {mark.error.message}
        </Alert>
      ) : null}
      <Field label="Why" hint="It stands in tests.yaml, for whoever changes the scenario later.">
        <Textarea rows={3} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={8000} />
      </Field>
    </Dialog>
  );
}
