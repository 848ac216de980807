'use client';

import type { NodeName, Policy } from '@/app/(console)/organizations/_components/organization-nodes';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { detachPolicy } from '../actions';
import { ChangePreview, useChangeState } from './change-preview';
import { isDeclarative } from './policy-types';

type DetachDialogProps = { policy: Policy; target: NodeName; onClose: () => void };

/** Renders a dialog that detaches a policy, with a preview of who gains access, or which effective policies change. */
export function DetachDialog({ policy, target, onClose }: DetachDialogProps) {
  const [policyId, name] = [policy.Id, policy.Name];
  const change = { kind: 'detach', policyId, targetId: target.Id } as const;
  const preview = useChangeState(policy.Type, change);
  return (
    <ConfirmDialog
      title={`Detach ${name} from ${target.Name}?`}
      description="Preview. Nothing changes until you detach it."
      confirmLabel={preview.failed ? 'Detach without preview' : 'Detach policy'}
      typeToConfirm={preview.closes ? target.Name : undefined}
      disabledReason={preview.waiting}
      flush
      action={detachPolicy}
      input={{ PolicyId: policyId, TargetId: target.Id }}
      success={`${name} is no longer attached to ${target.Name}.`}
      onClose={onClose}
    >
      <ChangePreview type={policy.Type} change={change} />
    </ConfirmDialog>
  );
}

/** Returns why AWS would refuse to detach a policy from a node; undefined if it would not. */
export function whyNotDetachable(policy: Policy, ofTypeOnTarget: number): string | undefined {
  if (isDeclarative(policy.Type)) return undefined;
  if (policy.Id === 'p-RCPFullAWSAccess') return 'RCPFullAWSAccess stays on every root, OU and account';
  if (ofTypeOnTarget <= 1) return 'At least one SCP must stay attached. Attach another first';
  return undefined;
}
