'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import { useText } from '@/components/ui/field/use-text';
import { Panel } from '@/components/ui/panel';
import { useClassAction } from '../../../../../_client/use-class-action';
import { startTry, takeCheck } from '../../actions';
import { TryState } from './try-state';
import type { Draft, Trial, Tried } from './types';

type Answer = Extract<NonNullable<Tried['answer']>, { kind: 'propose' }>;
type Proposal = Answer['proposals'][number];

/** Proposes checks that distinguish the start from the solution. The author adds a message to each. */
export function ChecksTab({ draft, trial, tried }: { draft: Draft; trial: Trial; tried: Tried | undefined }) {
  const [taken, setTaken] = useState<readonly string[]>([]);
  const start = useClassAction(startTry);
  const isTrying = tried?.state === 'waiting' || tried?.state === 'running';
  const { answer } = tried ?? {};
  const proposals = answer && 'proposals' in answer && !isTrying ? answer.proposals : [];
  const there = draft.files['scenario.yaml'] ?? '';
  const isThere = (id: string) => taken.includes(id) || new RegExp(`\\bid: "?${id}"?[,\\s]`).test(there);
  const open = proposals.filter(({ check }) => !isThere(check.id));
  return (
    <Panel
      flush
      title="Proposed checks"
      count={proposals.length > 0 ? open.length : undefined}
      description="Runs the start and the solution, compares them, and proposes checks. Each proposal was tested against both: a goal fails at the start and passes when solved, and a guard passes in both."
      actions={
        <Button
          variant="primary"
          loading={start.running || isTrying}
          disabledReason={trial.blocking > 0 ? 'Fix the problems in the files first' : undefined}
          onClick={() => void start.run({ draft: draft.id, kind: 'propose' })}
        >
          Propose checks
        </Button>
      }
    >
      <div className="px-4 py-3 empty:hidden">
        <TryState draft={draft} tried={tried} />
      </div>
      {answer && 'proposals' in answer && proposals.length === 0 && !isTrying ? (
        <p className="px-4 py-3 text-ink-2">
          No difference between the start and the solution was found. Write a check in the files.
        </p>
      ) : null}
      <ul className="divide-y divide-line">
        {open.map((proposal) => (
          <ProposalItem
            key={proposal.check.id}
            draft={draft}
            steps={trial.steps}
            proposal={proposal}
            onTaken={() => setTaken((all) => [...all, proposal.check.id])}
          />
        ))}
      </ul>
    </Panel>
  );
}

type ProposalItemProps = { draft: Draft; steps: Trial['steps']; proposal: Proposal; onTaken: () => void };

function ProposalItem({ draft, steps, proposal: { check, role, why, isTight }, onTaken }: ProposalItemProps) {
  const [say, setSay] = useState(check.say);
  const [stepId, setStep] = useText(steps[0]?.id);
  const take = useClassAction(takeCheck, { onSuccess: onTaken, success: () => `The check ${check.id} was added.` });
  return (
    <li className="px-4 py-3">
      <h3 className="break-words">
        <span className="font-mono text-sm">{check.id}</span> <Badge tone={role === 'goal' ? 'allow' : 'accent'}>{role}</Badge>{' '}
        <Badge>{check.kind}</Badge>
      </h3>
      <p className="break-words">{why}</p>
      {isTight ? <p className="text-limit text-sm">A solution that uses another name would not pass this check.</p> : null}
      <form
        className="mt-2 flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void take.run({ draft: draft.id, stepId, check: { ...check, say } as never, base: draft.sha256 });
        }}
      >
        <Field label="Message while the check fails, in the terms of the task" className="min-w-0 flex-1 basis-80">
          <Textarea rows={2} value={say} onChange={(event) => setSay(event.currentTarget.value)} required maxLength={8000} />
        </Field>
        {steps.length > 1 ? (
          <Field label="Step" className="w-40">
            <Select
              options={steps.map(({ id, title }) => ({ value: id, label: title }))}
              value={stepId}
              onValueChange={setStep}
            />
          </Field>
        ) : null}
        <Button type="submit" loading={take.running} aria-label={`Add ${check.id}`}>
          Add check
        </Button>
      </form>
    </li>
  );
}
