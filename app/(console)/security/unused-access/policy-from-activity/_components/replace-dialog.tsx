'use client';

import { useMemo, useState } from 'react';
import { draftPermissionsQuery } from '@/app/(console)/access/queries';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import type { ActivityPolicy } from '@/lib/access/policy-generation/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { replacePolicies } from '../actions';
import { entityOf, policyNames, type Removal, removalsOf, toDrafts, toReplacement } from './replacement';

const NAME = /^[\w+=,.@-]{1,120}$/;

/** Shows the calls of the replacement in order, with the impact, before any is made. */
export function ReplaceDialog({ answer, onClose }: { answer: Json<ActivityPolicy>; onClose: () => void }) {
  const entity = entityOf(answer);
  const removals = useMemo(() => removalsOf(answer), [answer]);
  const [name, setName] = useState(`${entity.name.slice(0, 100)}-from-activity`);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const chosen = removals.filter(({ id }) => !kept.has(id));
  const operation = useOperation(replacePolicies, {
    success: () => ({
      text: `The policy from activity replaced the policies of ${entity.name}.`,
      link: { href: paths.entity(entity.kind, entity.name), label: `View ${entity.kind === 'roles' ? 'role' : 'user'}` },
    }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const noun = entity.kind === 'roles' ? 'Role' : 'User';
  const names = policyNames(answer, name);
  const isNamed = NAME.test(name);
  return (
    <FormDialog
      title={`Replace policies of ${entity.name}`}
      description="These calls are made in order, with your permissions. If a call fails, the remaining calls are not made, and earlier ones are not undone."
      submitLabel={`Make ${plural(names.length * 2 + chosen.length, 'call')}`}
      size="lg"
      pending={operation.running}
      error={operation.error}
      onClose={onClose}
      disabledReason={isNamed ? undefined : 'Enter a policy name'}
      onSubmit={() => void operation.run(toReplacement(answer, name, chosen))}
    >
      <Field
        label="New policy name"
        hint="Up to 120 letters, digits and + = , . @ _ -"
        error={isNamed ? undefined : 'Use at most 120 letters, digits and + = , . @ _ -'}
      >
        <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" spellCheck={false} />
      </Field>
      <ol aria-label="Calls in order" className="list-decimal space-y-1 pl-6">
        {names.map((one) => (
          <li key={`create ${one}`} className="[overflow-wrap:anywhere]">
            <span className="font-mono text-sm">CreatePolicy</span> {one}
          </li>
        ))}
        {names.map((one) => (
          <li key={`attach ${one}`} className="[overflow-wrap:anywhere]">
            <span className="font-mono text-sm">Attach{noun}Policy</span> {one}
          </li>
        ))}
        {removals.map((removal) => (
          <RemovalItem
            key={removal.id}
            removal={removal}
            isChosen={!kept.has(removal.id)}
            onChange={(isChosen) =>
              setKept(new Set(isChosen ? [...kept].filter((id) => id !== removal.id) : [...kept, removal.id]))
            }
          />
        ))}
      </ol>
      <Effect answer={answer} chosen={chosen} />
    </FormDialog>
  );
}

type RemovalItemProps = { removal: Removal; isChosen: boolean; onChange: (isChosen: boolean) => void };

function RemovalItem({ removal: { call, about, kind }, isChosen, onChange }: RemovalItemProps) {
  return (
    <li>
      <Checkbox
        checked={isChosen}
        onCheckedChange={onChange}
        label={
          <span className="[overflow-wrap:anywhere]">
            <span className="font-mono text-sm">{call}</span> {about}
          </span>
        }
        description={kind === 'group' ? 'With everything else that the group grants.' : undefined}
      />
    </li>
  );
}

/** Shows the impact on all actions, with current boundary and guardrails. */
function Effect({ answer, chosen }: { answer: Json<ActivityPolicy>; chosen: readonly Removal[] }) {
  const read = useRead(draftPermissionsQuery(answer.PrincipalArn, toDrafts(answer, 'from-activity', chosen)));
  return (
    <div role="status">
      <ReadBox read={read} what="the impact">
        {({ Subject, Counts, Changed }) => {
          const { Gained = 0, Lost = 0, Narrowed = 0 } = Changed ?? {};
          const [gained, lost, narrowed] = [Gained, Lost, Narrowed].map((count) => count.toLocaleString('en'));
          const left = Counts.allowed + Counts.limited;
          return (
            <p>
              For {Subject.Name}: <b className="font-semibold">{lost} actions lose access</b>, {narrowed} are newly limited,{' '}
              {gained} gain access. {plural(left, 'action')} {left === 1 ? 'stays' : 'stay'} possible. No other principal’s access
              changes.
            </p>
          );
        }}
      </ReadBox>
    </div>
  );
}
