'use client';

import { GuardrailPreview } from '@/app/(console)/_client/guardrail-preview/guardrail-preview';
import { usePreviewState } from '@/app/(console)/_client/guardrail-preview/use-preview-state';
import type { NodeName, Policy } from '@/app/(console)/organizations/_components/organization-nodes';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { detachPolicy } from '../actions';
import { isDeclarative } from './declarative-types';

type DetachDialogProps = { policy: Policy; target: NodeName; onClose: () => void };

/** Renders a dialog that detaches a policy, with a preview of who gains access. */
export function DetachDialog({ policy, target, onClose }: DetachDialogProps) {
  const [policyId, name] = [policy.Id, policy.Name];
  const change = isDeclarative(policy.Type) ? null : ({ kind: 'detach', policyId, targetId: target.Id } as const);
  const preview = usePreviewState(change);
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
      {change ? (
        <GuardrailPreview change={change} />
      ) : (
        <p className="px-5 py-4 text-ink-2">The policy leaves the effective policy of every account at or below {target.Name}.</p>
      )}
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
