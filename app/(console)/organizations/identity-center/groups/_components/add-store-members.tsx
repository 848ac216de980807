'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperation } from '@/components/console/kit/use-operation';
import { plural } from '@/lib/core/text/plural';
import { StoreUsersPicker } from '../../_components/principals-picker';
import type { StoreGroupAt } from '../../_components/subjects';
import { addStoreMembers } from '../../store-actions';

/** Renders the dialog that adds users to a group. */
export function AddStoreMembers({
  subject: { IdentityStoreId, GroupId, DisplayName },
  onClose,
  onDone,
}: OpenedProps<StoreGroupAt>) {
  const [userIds, setUserIds] = useState<readonly string[]>([]);
  const operation = useOperation(addStoreMembers, {
    success: () => ({ text: `${plural(userIds.length, 'user was', 'users were')} added to ${DisplayName}.` }),
    onSuccess: () => {
      onClose();
      onDone?.();
    },
    handlesError: () => true,
  });
  return (
    <FormDialog
      size="xl"
      title={`Add users to ${DisplayName}`}
      submitLabel="Add users"
      pending={operation.running}
      error={operation.error}
      dirty={userIds.length > 0}
      disabledReason={userIds.length === 0 ? 'Select at least one user' : undefined}
      onSubmit={() => void operation.run({ IdentityStoreId, groupId: GroupId, userIds })}
      onClose={onClose}
    >
      <StoreUsersPicker IdentityStoreId={IdentityStoreId} selected={userIds} onSelect={setUserIds} />
    </FormDialog>
  );
}
