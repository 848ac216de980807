'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { SmallTable } from '@/components/console/table/small-table';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { PolicyChooser } from '../../_components/policy-chooser';
import { usePolicy } from '../../_components/use-organization';
import type { Draft, NodePolicy } from './node-policy';
import { prettyJson } from './path-panel';

// The comparison is loaded with the first draft.
const TextDiff = dynamic(() => import('@/components/policy-editor/text-diff').then((module) => module.TextDiff));

/** A change that the reader tries: its kind, and the policy or the node that it is about. */
export type DraftForm = {
  kind: DraftKind;
  /** An attached policy: its node and its ID. */
  policy: string | null;
  /** The ID of a stored policy to attach. */
  existing: string | null;
  node: string;
  content: string;
  position: string;
};
export type DraftKind = 'text' | 'new' | 'existing' | 'order' | 'detach';

const KINDS: readonly { value: DraftKind; label: string }[] = [
  { value: 'text', label: 'Change the text of a policy' },
  { value: 'existing', label: 'Attach an existing policy' },
  { value: 'new', label: 'Attach a new policy' },
  { value: 'order', label: 'Change the order of attachment' },
  { value: 'detach', label: 'Detach a policy' },
];
/** The changes that take no attached policy. */
const ATTACHING: readonly DraftKind[] = ['existing', 'new'];

/** Returns the form of the first draft: the text of the lowest policy on the path, or a new policy at the node. */
export function newForm(policy: NodePolicy, policyId?: string): DraftForm {
  const attached = attachedOf(policy);
  const chosen = attached.find(({ value }) => value.split(' ')[1] === policyId) ?? attached.at(-1);
  const content = chosen ? contentOf(policy, chosen.value) : '{}';
  return {
    kind: chosen ? 'text' : 'new',
    policy: chosen?.value ?? null,
    existing: null,
    node: policy.Node.Id,
    content: prettyJson(content),
    position: '0',
  };
}

/** Returns the attached policies as options. Their values are the node and the policy. */
function attachedOf({ Levels }: NodePolicy) {
  return Levels.flatMap((level) =>
    level.Policies.filter(({ Id }) => Id !== 'draft').map(({ Id, Name }) => ({
      value: `${level.Id} ${Id}`,
      label: `${Name}, ${level.Name}`,
    })),
  );
}

function contentOf({ Levels }: NodePolicy, value: string): string {
  const [nodeId, policyId] = value.split(' ');
  return Levels.find(({ Id }) => Id === nodeId)?.Policies.find(({ Id }) => Id === policyId)?.Content ?? '{}';
}

/** Returns the operation's draft of a form, or null if the form names no policy. */
function toDraft({ kind, policy, existing, node, content, position }: DraftForm): Draft | null {
  if (kind === 'new') return { TargetId: node, Content: content };
  if (kind === 'existing') return existing === null ? null : { TargetId: node, PolicyId: existing };
  const [TargetId, PolicyId] = policy?.split(' ') ?? [];
  if (TargetId === undefined || PolicyId === undefined) return null;
  if (kind === 'text') return { PolicyId, Content: content };
  return { PolicyId, TargetId, Position: kind === 'detach' ? null : Number(position) };
}

/** Returns the name of a draft for the banner: `Draft of TagStandard, Root`. */
export function draftTitle(present: NodePolicy, drafted: NodePolicy, form: DraftForm): string {
  const { kind, policy: value, existing, node } = form;
  const level = drafted.Levels.find(({ Id }) => Id === node);
  if (kind === 'new') return `Draft of a new policy, ${level?.Name}`;
  if (kind === 'existing') return `With ${level?.Policies.find(({ Id }) => Id === existing)?.Name ?? existing}, ${level?.Name}`;
  const label = attachedOf(present).find((option) => option.value === value)?.label ?? '';
  const words = { text: 'Draft of', order: 'New place of', detach: 'Without' };
  return `${words[kind]} ${label}`;
}

type WhatIfProps = {
  /** The policy without the draft. */
  present: NodePolicy;
  /** The policy with the draft; undefined without one, or while it is read. */
  drafted: NodePolicy | undefined;
  form: DraftForm;
  onForm: (form: DraftForm) => void;
  onTry: (draft: Draft) => void;
  onDiscard: () => void;
  pending: boolean;
  hasDraft: boolean;
};

/** Renders the form for a change that is not made, and its effects. */
export function WhatIf({ present, drafted, form, onForm, onTry, onDiscard, pending, hasDraft }: WhatIfProps) {
  const [before, setBefore] = useState(false);
  const attached = attachedOf(present);
  const draft = toDraft(form);
  const policies = present.Levels.find(({ Id }) => Id === form.policy?.split(' ')[0])?.Policies ?? [];
  const choosePolicy = (policy: string) =>
    onForm({ ...form, policy, content: prettyJson(contentOf(present, policy)), position: '0' });
  const chooseKind = (kind: DraftKind) => {
    const content = kind === 'text' && form.policy ? contentOf(present, form.policy) : form.content;
    onForm({ ...form, kind, content: prettyJson(content) });
  };
  return (
    <div className="space-y-4">
      <p className="text-ink-2">Try a change before you make it. Nothing is saved.</p>
      <Field label="Change">
        <Select
          options={attached.length > 0 ? KINDS : KINDS.filter(({ value }) => ATTACHING.includes(value))}
          value={form.kind}
          onValueChange={chooseKind}
          className="w-full"
        />
      </Field>
      {ATTACHING.includes(form.kind) ? (
        <>
          {form.kind === 'existing' ? <ExistingPolicy present={present} form={form} onForm={onForm} /> : null}
          <Field label="Attach to">
            <Select
              options={present.Levels.map(({ Id, Name }) => ({ value: Id, label: Name }))}
              value={form.node}
              onValueChange={(node) => onForm({ ...form, node, existing: null })}
              className="w-full"
            />
          </Field>
        </>
      ) : (
        <Field label="Policy">
          <Select options={attached} value={form.policy} onValueChange={choosePolicy} className="w-full" />
        </Field>
      )}
      {form.kind === 'order' ? (
        <Field label="New place" description="AWS changes the order by detaching a policy and attaching it again.">
          <Select
            options={policies.map((_, index) => ({ value: String(index), label: `${index + 1} of ${policies.length}` }))}
            value={form.position}
            onValueChange={(position) => onForm({ ...form, position })}
            className="w-full"
          />
        </Field>
      ) : null}
      {form.kind === 'text' || form.kind === 'new' ? (
        <Field label="Document">
          <Textarea
            mono
            rows={12}
            spellCheck={false}
            value={form.content}
            onChange={({ target }) => onForm({ ...form, content: target.value })}
          />
        </Field>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" loading={pending} disabled={draft === null} onClick={() => draft && onTry(draft)}>
          Calculate
        </Button>
        {hasDraft ? <Button onClick={onDiscard}>Discard draft</Button> : null}
      </div>
      {drafted?.Draft ? (
        <>
          <Effects policy={drafted} />
          {drafted.Draft.Faults.length === 0 ? (
            <>
              <Button variant="link" onClick={() => setBefore(!before)} aria-expanded={before}>
                {before ? 'Hide the differences of the document' : 'Show the differences of the document'}
              </Button>
              {before ? (
                <TextDiff
                  before={prettyJson(present.Content)}
                  after={prettyJson(drafted.Content)}
                  label={`Effective policy of ${present.Node.Name} with the draft`}
                />
              ) : null}
            </>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

const NO_TYPES: ReadonlySet<string> = new Set();

type ExistingPolicyProps = Pick<WhatIfProps, 'present' | 'form' | 'onForm'>;

/** Renders the choice of a stored policy that is not attached to the node. */
function ExistingPolicy({ present, form, onForm }: ExistingPolicyProps) {
  const policy = usePolicy(form.existing, present.PolicyType);
  const target = present.Levels.find(({ Id }) => Id === form.node) ?? null;
  return (
    <Field label="Policy">
      <PolicyChooser
        policy={policy}
        enabledTypes={NO_TYPES}
        type={present.PolicyType}
        target={target}
        onChange={(existing) => onForm({ ...form, existing })}
      />
    </Field>
  );
}

const CHANGES = {
  CHANGED: 'Changes',
  BECOMES_INVALID: 'Becomes invalid',
  BECOMES_VALID: 'Becomes valid',
  UNCHANGED: '',
} as const;

function Effects({ policy }: { policy: NodePolicy }) {
  const { Draft: effects } = policy;
  if (!effects) return null;
  if (effects.Faults.length > 0) {
    return (
      <Alert kind="error" live title="This document can’t be saved">
        <ul className="list-disc pl-4">
          {effects.Faults.slice(0, 10).map(({ Line, Message }) => (
            <li key={`${Line} ${Message}`}>
              Line {Line}: {Message}
            </li>
          ))}
        </ul>
      </Alert>
    );
  }
  const parts = [
    `${plural(effects.Changed, 'account')} of ${effects.Accounts.toLocaleString('en')} would change`,
    ...(effects.BecomeInvalid > 0 ? [`${effects.BecomeInvalid.toLocaleString('en')} would become invalid`] : []),
    ...(effects.BecomeValid > 0 ? [`${effects.BecomeValid.toLocaleString('en')} would become valid`] : []),
  ];
  return (
    <>
      <Alert kind={effects.BecomeInvalid > 0 ? 'warning' : 'info'} live title={`${parts.join(', ')}.`} />
      {effects.Affected.length > 0 ? (
        <SmallTable
          label="Affected accounts"
          rows={effects.Affected}
          rowKey={({ Id }) => Id}
          columns={[
            {
              header: 'Account',
              wide: true,
              cell: ({ Id, Name }) => <TextLink href={effectivePolicyHref(Id, policy.PolicyType)}>{Name}</TextLink>,
            },
            { header: 'Effect', cell: ({ Change }) => CHANGES[Change] },
            { header: 'Issue', wide: true, cell: ({ Problem }) => Problem ?? '–' },
          ]}
        />
      ) : null}
    </>
  );
}
