'use client';

import { useState } from 'react';
import type { AnyPolicyTypeId, NodeName } from '@/app/(console)/organizations/_components/organization-nodes';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useAttach } from './use-attach';

type AttachDialogProps = {
  target: NodeName;
  enabledTypes: ReadonlySet<string>;
  /** The type of the policies to choose from. The default is SCPs and RCPs. */
  type?: AnyPolicyTypeId;
  onClose: () => void;
};

/** Renders a dialog that attaches a policy to a root, OU or account, with a preview of its effect. */
export function AttachDialog({ target, enabledTypes, type, onClose }: AttachDialogProps) {
  const [policyId, setPolicyId] = useState<string | null>(null);
  const attach = useAttach({ target, enabledTypes, type, policyId, onPolicyChange: setPolicyId, onDone: onClose });
  return (
    <FormDialog
      title={attach.title}
      description="Preview. Nothing changes until you attach it."
      submitLabel={attach.submitLabel}
      onSubmit={attach.attach}
      onClose={onClose}
      pending={attach.running}
      disabledReason={attach.disabledReason}
    >
      <div className="-mx-5 -my-4">{attach.body}</div>
    </FormDialog>
  );
}
