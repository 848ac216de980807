'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { MenuButton, type MenuEntry } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import {
  isEdited,
  levelName,
  newPolicy,
  type PolicyChanges,
  type SimulatedKind,
  type SimulatedPolicy,
  textOf,
} from './policy-set';
import { SubjectField } from './subject-field';

// Parts that are not visible at first are loaded when opened.
const PolicyDialog = dynamic(() => import('./policy-dialog').then((module) => module.PolicyDialog));

type Level = { Id: string; Name: string; Kind: string };

type PoliciesPanelProps = {
  principal: string | null;
  stored: readonly SimulatedPolicy[];
  levels: readonly Level[];
  note?: string;
  changes: PolicyChanges;
  onChanges: (changes: PolicyChanges) => void;
  onPrincipal: (principal: string | null) => void;
};

const KINDS: readonly { kind: SimulatedKind; title: string }[] = [
  { kind: 'identity', title: 'Identity policies' },
  { kind: 'boundary', title: 'Permissions boundary' },
  { kind: 'scp', title: 'Service control policies' },
  { kind: 'rcp', title: 'Resource control policies' },
];

/** Lists the policies: each can be excluded or edited as a copy, and new ones can be added. */
export function PoliciesPanel(props: PoliciesPanelProps) {
  const { principal, stored, levels, note, changes, onChanges, onPrincipal } = props;
  const [editing, setEditing] = useState<SimulatedPolicy | null>(null);
  const policies = [...stored, ...changes.added];
  const add = (kind: SimulatedKind, level?: Level) => {
    const { policy, text } = newPolicy(kind, changes.added, level);
    onChanges({ ...changes, added: [...changes.added, policy], texts: { ...changes.texts, [policy.id]: text } });
    setEditing(policy);
  };
  return (
    <Panel title="Policies" actions={<MenuButton label="Add" entries={additions(principal, levels, policies, add)} />}>
      <div className="space-y-4">
        <SubjectField principal={principal} onChange={onPrincipal} />
        {policies.length === 0 ? (
          <p className="text-ink-2">
            {principal === null
              ? 'Add a policy to start. The simulation uses a user of this account with only this policy and without guardrails.'
              : 'No policy grants this principal anything. Add a policy to try.'}
          </p>
        ) : null}
        {KINDS.map(({ kind, title }) => {
          const list = policies.filter((policy) => policy.kind === kind);
          return list.length === 0 ? null : (
            <section key={kind}>
              <h3 className="font-semibold text-base">{title}</h3>
              <ul className="divide-y divide-line">
                {list.map((policy) => (
                  <PolicyLine
                    key={policy.id}
                    policy={policy}
                    changes={changes}
                    onChanges={onChanges}
                    onEdit={() => setEditing(policy)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
        {note ? <p className="text-ink-3 text-sm">{note}</p> : null}
      </div>
      {editing ? (
        <PolicyDialog
          policy={editing}
          text={textOf(editing, changes)}
          onApply={(text) => {
            onChanges({ ...changes, texts: { ...changes.texts, [editing.id]: text } });
            setEditing(null);
          }}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Panel>
  );
}

function additions(
  principal: string | null,
  levels: readonly Level[],
  policies: readonly SimulatedPolicy[],
  add: (kind: SimulatedKind, level?: Level) => void,
): MenuEntry[] {
  const bounded = policies.some(({ kind }) => kind === 'boundary') && 'It already has one. Edit it';
  // An account only has guardrails, and an external caller has no policies: neither has grants or a boundary.
  const granting: MenuEntry[] =
    principal !== null && !/:(user|role|group)\//.test(principal)
      ? []
      : [
          { label: 'Identity policy', onSelect: () => add('identity') },
          { label: 'Permissions boundary', disabledReason: bounded, onSelect: () => add('boundary') },
        ];
  return [
    ...granting,
    ...levels.map((level) => ({ label: `SCP on ${levelName(level)}`, onSelect: () => add('scp', level) })),
    ...(principal === null ? [] : [{ label: 'RCP on the owner account of the resources', onSelect: () => add('rcp') }]),
  ];
}

type PolicyLineProps = {
  policy: SimulatedPolicy;
  changes: PolicyChanges;
  onChanges: (changes: PolicyChanges) => void;
  onEdit: () => void;
};

function PolicyLine({ policy, changes, onChanges, onEdit }: PolicyLineProps) {
  const { id, name, detail, stored } = policy;
  const on = !changes.off.includes(id);
  const without = changes.off.filter((each) => each !== id);
  const { [id]: _, ...texts } = changes.texts;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2">
      <Checkbox
        className="min-w-0 flex-1"
        checked={on}
        onCheckedChange={(checked) => onChanges({ ...changes, off: checked ? without : [...without, id] })}
        label={<span className={on ? 'break-all' : 'break-all text-ink-3 line-through'}>{name}</span>}
        description={detail}
      />
      <span className="flex items-center gap-2">
        {isEdited(policy, changes) ? <Badge tone="limit">Edited copy</Badge> : null}
        {on ? (
          <Button size="sm" aria-label={`Edit ${name}`} onClick={onEdit}>
            Edit
          </Button>
        ) : null}
        {stored === undefined ? (
          <Button
            size="sm"
            aria-label={`Remove ${name}`}
            onClick={() => onChanges({ off: without, texts, added: changes.added.filter((each) => each.id !== id) })}
          >
            Remove
          </Button>
        ) : isEdited(policy, changes) ? (
          <Button size="sm" aria-label={`Reset ${name}`} onClick={() => onChanges({ ...changes, texts })}>
            Reset
          </Button>
        ) : null}
      </span>
    </li>
  );
}
