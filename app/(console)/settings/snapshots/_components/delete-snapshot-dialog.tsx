'use client';

import { deleteSnapshot } from '@/app/(console)/settings/actions';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';

export function DeleteSnapshotDialog({ name, onClose }: { name: string; onClose: () => void }) {
  return (
    <ConfirmDialog
      title={`Delete snapshot ${name}?`}
      action={deleteSnapshot}
      input={{ Name: name }}
      success={`Snapshot ${name} was deleted.`}
      onClose={onClose}
    >
      You can no longer restore it. Nothing else changes.
    </ConfirmDialog>
  );
}
