'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperation } from '@/components/console/kit/use-operation';
import { plural } from '@/lib/core/text/plural';
import { StoreGroupsPicker, StoreUsersPicker } from '../../_components/principals-picker';
import type { AssignedApplication } from '../../_components/subjects';
import { assignToApplication } from '../actions';

/** Renders the dialog that assigns users and groups to an application. */
export function AssignApplication({ subject, onClose, onDone }: OpenedProps<AssignedApplication>) {
  const { IdentityStoreId, ApplicationArn, Name } = subject;
  const [groups, setGroups] = useState<readonly string[]>([]);
  const [users, setUsers] = useState<readonly string[]>([]);
  const principals = [
    ...groups.map((PrincipalId) => ({ PrincipalType: 'GROUP' as const, PrincipalId })),
    ...users.map((PrincipalId) => ({ PrincipalType: 'USER' as const, PrincipalId })),
  ];
  const operation = useOperation(assignToApplication, {
    success: () => ({
      text: `${plural(principals.length, 'user or group is', 'users and groups are')} assigned to ${Name}.`,
    }),
    onSuccess: () => {
      onClose();
      onDone?.();
    },
    handlesError: () => true,
  });
  return (
    <FormDialog
      size="xl"
      title={`Assign users and groups to ${Name}`}
      submitLabel="Assign"
      pending={operation.running}
      error={operation.error}
      dirty={principals.length > 0}
      disabledReason={principals.length === 0 ? 'Select at least one user or group' : undefined}
      onSubmit={() => void operation.run({ ApplicationArn, principals })}
      onClose={onClose}
    >
      <StoreGroupsPicker IdentityStoreId={IdentityStoreId} selected={groups} onSelect={setGroups} />
      <StoreUsersPicker IdentityStoreId={IdentityStoreId} selected={users} onSelect={setUsers} />
    </FormDialog>
  );
}
