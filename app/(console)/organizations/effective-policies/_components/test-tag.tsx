'use client';

import { readTagRules, type TagViolation, tagViolations } from '@gatehouse/policy/organization';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import type { NodePolicy } from './node-policy';

type Tested = { type: string; violations: readonly TagViolation[] };

/** Renders a form that tests a tag of a resource by the effective tag policy that the page shows. */
export function TestTag({ policy }: { policy: NodePolicy }) {
  const rules = readTagRules(JSON.parse(policy.Invalid?.InForce ?? policy.Content));
  const [first] = rules.values();
  const [tag, setTag] = useState({ key: first?.key ?? '', value: '', type: first?.enforcedFor[0] ?? 'ec2:instance' });
  const [tested, setTested] = useState<Tested | null>(null);
  const change = (part: Partial<typeof tag>) => {
    setTag({ ...tag, ...part });
    setTested(null);
  };
  const test = (event: FormEvent) => {
    event.preventDefault();
    setTested({ type: tag.type, violations: tagViolations(rules, tag.type, [{ Key: tag.key, Value: tag.value }]) });
  };
  return (
    <Panel title="Test a tag" description="Test whether the policy in force accepts a tag.">
      <form onSubmit={test} className="flex flex-wrap items-end gap-3">
        <Field label="Tag key">
          <Input value={tag.key} onChange={({ target }) => change({ key: target.value })} className="w-36 font-mono" />
        </Field>
        <Field label="Tag value">
          <Input value={tag.value} onChange={({ target }) => change({ value: target.value })} className="w-36 font-mono" />
        </Field>
        <Field label="Resource type">
          <Input value={tag.type} onChange={({ target }) => change({ type: target.value })} className="w-40 font-mono" />
        </Field>
        <Button type="submit" disabled={tag.key === '' || tag.type === ''}>
          Test
        </Button>
      </form>
      <div role="status" className="mt-3 empty:hidden">
        {tested ? <Verdict {...tested} /> : null}
      </div>
    </Panel>
  );
}

function Verdict({ type, violations }: Tested) {
  if (violations.length === 0) return <Status kind="success">The tag complies.</Status>;
  const isEnforced = violations.some(({ enforced }) => enforced);
  return (
    <div className="space-y-1">
      <Status kind={isEnforced ? 'error' : 'warning'}>
        {isEnforced ? `Refused on ${type}` : `Accepted on ${type}, and reported as noncompliant`}
      </Status>
      <ul className="pl-5.5 text-ink-2 text-sm">
        {violations.map((violation) => (
          <li key={violation.reason}>{reasonOf(violation)}</li>
        ))}
      </ul>
    </div>
  );
}

function reasonOf({ reason, compliantKey, allowedValues }: TagViolation): string {
  if (reason === 'SPELLING') return `The tag key must be spelled ${compliantKey}.`;
  if (reason === 'NO_VALUE') return `The tag policy allows no value for ${compliantKey}.`;
  return `The tag policy does not allow the value. Allowed for ${compliantKey}: ${allowedValues.join(', ')}.`;
}
