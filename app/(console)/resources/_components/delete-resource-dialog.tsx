'use client';

import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { deleteResource } from '../actions';
import type { ResourceKindInfo } from './kinds/kind';

type DeleteResourceDialogProps = {
  kind: ResourceKindInfo;
  at: ResourceAt;
  /** In which it is asked, where its ARN names none. */
  region?: string | undefined;
  goTo?: string;
  onDeleted?: () => void;
  onClose: () => void;
};

/** Asks for the name of a resource before it is deleted, or what deleting is called of its kind. */
export function DeleteResourceDialog({ kind, at, region, goTo, onDeleted, onClose }: DeleteResourceDialogProps) {
  const { verb, title, text, done } = kind.remove;
  return (
    <ConfirmDialog
      title={title(at.name)}
      typeToConfirm={at.name}
      confirmLabel={verb}
      action={deleteResource}
      input={{ region: at.region ?? region, input: { arn: at.arn } }}
      success={done(at.name)}
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      <p>{text}</p>
    </ConfirmDialog>
  );
}
