'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { usePreviewState } from '@/app/(console)/_client/guardrail-preview/use-preview-state';
import { PrincipalChanges, WhatChanges } from '@/app/(console)/_client/policies/what-changes';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Dialog } from '@/components/ui/dialog';
import { ExpandableSection } from '@/components/ui/expandable-section';
import type { FixAsked } from '@/lib/console/recipes/fix';
import type { Json } from '@/lib/console/result';
import type { FixAnswer } from '@/lib/posture/fix-answer';
import { applyFix, undoFix } from './fix-actions';
import { placeHref } from './place-href';
import { fixQuery } from './queries';

// Few fixes change SCPs.
const GuardrailPreview = dynamic(() =>
  import('@/app/(console)/_client/guardrail-preview/guardrail-preview').then((module) => module.GuardrailPreview),
);

type Answer = Json<FixAnswer>;
type FixDialogProps = { asked: FixAsked; title: string; onClose: () => void };

/** The calls that fix a finding, the access that is lost, and the button that makes them. */
export function FixDialog({ asked, title, onClose }: FixDialogProps) {
  const [many, setMany] = useState(false);
  const read = useRead(fixQuery(asked, many));
  const undo = useOperation(undoFix, { success: () => ({ text: `Undone: ${title}.` }) });
  const apply = useOperation(applyFix, {
    success: (_, { undo: calls }) => ({
      text: `Fixed: ${title}.`,
      ...(calls && {
        link: { label: 'Undo', onSelect: () => void undo.run({ region: regionOf(read.data), input: { undo: calls } }) },
      }),
    }),
    onSuccess: onClose,
  });
  const { data } = read;
  // As on the pages of SCPs, the change waits for its preview.
  const preview = usePreviewState(data?.Guardrail ?? null);
  const refused = data?.Steps.find(({ May }) => !May);
  const fix = () => {
    if (!data) return;
    const input = { asked, fingerprint: data.Fingerprint };
    void apply.run({ region: regionOf(data), input });
  };
  return (
    <Dialog
      open
      size="lg"
      title={title}
      description={data?.Text}
      onOpenChange={(open) => open || onClose()}
      dismissible={!apply.running}
      footer={
        <>
          <Button onClick={onClose} disabled={apply.running}>
            Cancel
          </Button>
          {data ? (
            <ButtonLink href={placeHref(data.Place)}>{data.ByHand === undefined ? 'Change manually' : 'Open page'}</ButtonLink>
          ) : null}
          {data && data.ByHand === undefined ? (
            <Button
              variant="primary"
              loading={apply.running}
              disabledReason={refused ? `You don't have permission to do this (${refused.Action})` : preview.waiting}
              onClick={fix}
            >
              {data.Steps.length === 1 ? 'Apply change' : `Apply ${data.Steps.length} changes`}
            </Button>
          ) : null}
        </>
      }
    >
      <ReadBox read={read} what="the fix">
        {(answer) => <Fix answer={answer} onMany={() => setMany(true)} />}
      </ReadBox>
    </Dialog>
  );
}

/** Returns the Region in which a resource's policy is changed. */
function regionOf(answer: Answer | undefined): string | undefined {
  const resource = answer?.Policies.flatMap((policy) => (policy.Kind === 'resource' ? [policy.Resource] : []))[0];
  return resource?.split(':')[3] || undefined;
}

function Fix({ answer, onMany }: { answer: Answer; onMany: () => void }) {
  const { ByHand, Steps: steps, Note: note, Gives: gives, Effect: effect, Policies: policies, Guardrail: guardrail } = answer;
  if (ByHand !== undefined) return <p>{ByHand}</p>;
  const missing = [...new Set(steps.flatMap(({ May, Action }) => (May ? [] : [Action])))];
  const lasting = steps.filter(({ Undo }) => Undo === undefined);
  return (
    <div className="space-y-4">
      {missing.length > 0 ? (
        <Alert kind="info">
          You don’t have permission to make this change. Ask an administrator for {missing.join(' and ')}.
        </Alert>
      ) : null}
      <section aria-labelledby="fix-calls">
        <h3 id="fix-calls" className="mb-1 font-semibold">
          {steps.length === 1 ? 'This fix makes one call' : `This fix makes ${steps.length} calls, in this order`}
        </h3>
        <ol className="divide-y divide-line rounded-lg border border-line">
          {steps.map((step) => (
            <Step key={`${step.Action} ${step.Says}`} step={step} />
          ))}
        </ol>
      </section>
      {gives === undefined ? null : <Alert kind="warning">{gives}</Alert>}
      {note === undefined ? null : <p>{note}</p>}
      <p className="text-ink-2">
        {lasting.length === 0
          ? 'You can undo this from the notification afterwards.'
          : lasting.length === steps.length
            ? 'This cannot be undone.'
            : 'Part of this cannot be undone, so there is no Undo.'}
      </p>
      {policies.map((policy) => (
        <WhatChanges key={JSON.stringify(policy)} change={policy} waiting="No changes" />
      ))}
      {effect ? <PrincipalChanges effect={effect} onMany={onMany} /> : null}
      {guardrail ? (
        <section aria-label="Impact" className="rounded-lg border border-line">
          <GuardrailPreview change={guardrail} />
        </section>
      ) : null}
    </div>
  );
}

function Step({ step: { Says, Action, Input, May } }: { step: Answer['Steps'][number] }) {
  return (
    <li className="px-4 py-2">
      <p className="[overflow-wrap:anywhere]">{Says}</p>
      <ExpandableSection
        title={
          <span className="font-normal text-ink-2 text-sm">
            <code className="font-mono text-xs">{Action}</code>
            {May ? '' : ' (no permission)'}
          </span>
        }
      >
        <CodeBlock code={inputText(Input)} label={`Input of ${Action}`} />
      </ExpandableSection>
    </li>
  );
}

/** Returns the input of a call as JSON, with formatted policies. */
function inputText(input: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    input,
    (_, value) => {
      if (typeof value !== 'string' || !value.startsWith('{')) return isAnswer(value) ? 'from the previous response' : value;
      try {
        return JSON.parse(value);
      } catch {
        return value;
      }
    },
    2,
  );
}

const isAnswer = (value: unknown) => typeof value === 'object' && value !== null && '$answer' in value;
