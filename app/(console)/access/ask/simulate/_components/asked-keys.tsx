'use client';

import { preparePolicyText } from '@gatehouse/policy/evaluate';
import { Plus } from 'lucide-react';
import type { ContextEntry } from '@/app/(console)/access/_components/context-fields';
import { Button } from '@/components/ui/button';
import { type PolicyChanges, type SimulatedPolicy, textOf } from './policy-set';

type AskedKeysProps = {
  policies: readonly SimulatedPolicy[];
  changes: PolicyChanges;
  resourcePolicy: string;
  entries: readonly ContextEntry[];
  onAdd: (key: string) => void;
};

/** Offers the condition keys that the policies use. */
export function AskedKeys({ policies, changes, resourcePolicy, entries, onAdd }: AskedKeysProps) {
  const given = new Set(['aws:requestedregion', ...entries.map(({ key }) => key.trim().toLowerCase())]);
  const open = contextKeysOf(policies, changes, resourcePolicy).filter((key) => !given.has(key.toLowerCase()));
  if (open.length === 0) return null;
  return (
    <div className="mb-3">
      <p className="text-ink-2 text-sm">The policies use these keys. Add a value:</p>
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {open.map((key) => (
          <li key={key}>
            <Button size="sm" onClick={() => onAdd(key)}>
              <Plus aria-hidden size={12} /> <span className="font-mono text-xs">{key}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Returns every condition key that the active policies use, in conditions or variables, with their spelling. */
function contextKeysOf(policies: readonly SimulatedPolicy[], changes: PolicyChanges, resourcePolicy: string): string[] {
  const off = new Set(changes.off);
  const texts = policies.flatMap((policy) => (off.has(policy.id) ? [] : [[policy.kind, textOf(policy, changes)] as const]));
  const keys = new Map<string, string>();
  for (const [type, text] of [...texts, ['resource', resourcePolicy] as const]) {
    const result = preparePolicyText({ id: '', type, name: '', origin: { kind: 'direct' } }, text, { author: 'aws' });
    if (!result.ok) continue;
    for (const key of result.prepared.compiled.statements.flatMap((statement) => statement.keys)) {
      if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
    }
  }
  return [...keys.values()].sort((a, b) => a.localeCompare(b));
}
