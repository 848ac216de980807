'use client';

import { useState } from 'react';
import { PoliciesPicker } from '@/app/(console)/iam/policies-picker';
import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperation } from '@/components/console/kit/use-operation';
import type { EditedPolicies } from '../../_components/subjects';
import { attachToPermissionSet } from '../actions';
import { PermissionSetImpact } from './permission-set-impact';
import { withAttached } from './policy-drafts';

/** Renders the dialog that attaches policies to a permission set. */
export function AttachPolicies({ subject: { id, data, ...named }, onClose }: OpenedProps<EditedPolicies>) {
  const [arns, setArns] = useState<readonly string[]>([]);
  const operation = useOperation(attachToPermissionSet, {
    success: () => ({ text: 'The policies were attached. Provision the permission set to apply the change in accounts.' }),
    onSuccess: onClose,
    handlesError: () => true,
  });
  return (
    <FormDialog
      size="xl"
      title="Attach policies"
      submitLabel="Attach policies"
      pending={operation.running}
      error={operation.error}
      dirty={arns.length > 0}
      disabledReason={arns.length === 0 ? 'Select at least one policy' : undefined}
      onSubmit={() => void operation.run({ ...named, arns })}
      onClose={onClose}
    >
      <PoliciesPicker
        selected={arns}
        onSelect={setArns}
        exclude={data.ManagedPolicies.map(({ Arn }) => Arn)}
        description="A customer managed policy must exist in each account, with the same name and path."
      />
      <PermissionSetImpact
        id={id}
        draft={arns.length === 0 ? null : withAttached(data, arns)}
        waiting="Select policies to see what provisioning would then change"
      />
    </FormDialog>
  );
}
