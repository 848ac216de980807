'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import { deleteSnapshot } from '@/app/(console)/settings/actions';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';

export function DeleteSnapshotDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const operation = useOperation(deleteSnapshot, {
    success: () => ({ text: `Snapshot ${name} was deleted.` }),
    handlesError: () => true,
  });
  return (
    <ConfirmDelete
      open
      onOpenChange={onClose}
      title={`Delete snapshot ${name}?`}
      pending={operation.running}
      error={operation.error}
      onConfirm={async () => {
        const result = await operation.run({ Name: name });
        if (result.ok) onClose();
      }}
    >
      You cannot go back to it any more. Nothing else changes.
    </ConfirmDelete>
  );
}
