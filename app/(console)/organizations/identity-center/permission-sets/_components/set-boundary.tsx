'use client';

import { useState } from 'react';
import { PoliciesPicker } from '@/app/(console)/iam/policies-picker';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperation } from '@/components/console/kit/use-operation';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { PolicyReferenceName, PolicyReferencePath } from '@/lib/identity-center/permission-set/schema';
import type { EditedPolicies } from '../../_components/subjects';
import { setPermissionSetBoundary } from '../actions';
import { PermissionSetImpact } from './permission-set-impact';
import { withBoundary } from './policy-drafts';

const WAYS = [
  { value: 'pick', label: 'Choose a policy', description: 'An AWS managed policy, or a policy of this account.' },
  { value: 'name', label: 'Name a policy', description: 'A customer managed policy that the accounts have, by name and path.' },
] as const;
type Way = (typeof WAYS)[number]['value'];

/** Renders the dialog that sets or changes the permissions boundary of a permission set. */
export function SetBoundary({ subject: { id, data, ...named }, onClose }: OpenedProps<EditedPolicies>) {
  const { Boundary: boundary } = data;
  const current = boundary && 'CustomerManagedPolicyReference' in boundary ? boundary.CustomerManagedPolicyReference : null;
  const currentArn = boundary && 'ManagedPolicyArn' in boundary ? boundary.ManagedPolicyArn : undefined;
  const [way, setWay] = useState<Way>(current ? 'name' : 'pick');
  const [arn, setArn] = useState(currentArn);
  const [name, setName] = useState(current?.Name ?? '');
  const [path, setPath] = useState(current?.Path ?? '/');
  const operation = useOperation(setPermissionSetBoundary, {
    success: () => ({ text: 'The permissions boundary was set. Provision the permission set to apply it in accounts.' }),
    onSuccess: onClose,
    handlesError: () => true,
  });
  const nameProblem = name === '' ? undefined : fieldProblem(PolicyReferenceName, name);
  const pathProblem = fieldProblem(PolicyReferencePath, path, 'A path begins and ends with /.');
  const dirty = way === 'pick' ? arn !== currentArn : name !== (current?.Name ?? '') || path !== (current?.Path ?? '/');
  const missing = way === 'pick' ? (arn === undefined ? 'Choose a policy' : undefined) : name === '' ? 'Enter a name' : undefined;
  const wrong = way === 'name' ? (nameProblem ?? pathProblem) : undefined;
  const chosen = way === 'pick' ? { arn: arn ?? '' } : { name, path };
  const waiting = missing ?? wrong;
  return (
    <FormDialog
      size="xl"
      title={boundary ? 'Change permissions boundary' : 'Set permissions boundary'}
      submitLabel={boundary ? 'Change boundary' : 'Set boundary'}
      pending={operation.running}
      error={operation.error}
      dirty={dirty}
      disabledReason={waiting ?? (dirty ? undefined : 'This policy is already the boundary')}
      onSubmit={() => void operation.run({ ...named, boundary: chosen })}
      onClose={onClose}
    >
      <RadioGroup label="Boundary" value={way} onValueChange={(next) => setWay(next as Way)} options={WAYS} columns={2} />
      {way === 'pick' ? (
        <PoliciesPicker
          single
          title="Policies"
          selected={arn === undefined ? [] : [arn]}
          onSelect={([chosen]) => setArn(chosen)}
          description="A customer managed policy must exist in each account, with the same name and path."
        />
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Policy name" error={nameProblem} hint="Accounts without this policy cannot be provisioned.">
            <Input value={name} onChange={(event) => setName(event.currentTarget.value)} />
          </Field>
          <Field label="Path" error={pathProblem}>
            <Input value={path} onChange={(event) => setPath(event.currentTarget.value)} />
          </Field>
        </div>
      )}
      <PermissionSetImpact id={id} draft={waiting === undefined ? withBoundary(chosen) : null} waiting={waiting} />
    </FormDialog>
  );
}
