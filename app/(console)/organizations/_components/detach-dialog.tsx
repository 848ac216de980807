'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import type { Overview } from '@/app/(console)/organizations/_components/organization-nodes';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { detachPolicy } from '../actions';
import { GuardrailPreview } from './guardrail-preview';

type DetachDialogProps = { policy: Overview; target: { id: string; name: string }; onClose: () => void };

/** Asks before a policy is taken off, and shows who gains access by it. */
export function DetachDialog({ policy, target, onClose }: DetachDialogProps) {
  const [policyId, name] = [policy.Id ?? '', policy.Name ?? ''];
  const operation = useOperation(detachPolicy, {
    success: () => ({ text: `${name} is no longer attached to ${target.name}.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  return (
    <Dialog
      open
      dismissible={!operation.running}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Detach ${name} from ${target.name}?`}
      description="Preview: nothing is changed before you detach it."
      footer={
        <>
          <Button onClick={onClose} disabled={operation.running}>
            Cancel
          </Button>
          <Button
            variant="danger-primary"
            loading={operation.running}
            onClick={() => void operation.run({ PolicyId: policyId, TargetId: target.id })}
          >
            Detach policy
          </Button>
        </>
      }
    >
      <div className="-mx-5 -my-4">
        <GuardrailPreview change={{ kind: 'detach', policyId, targetId: target.id }} />
        {operation.error ? (
          <div className="px-4 pb-4">
            <ErrorBox error={operation.error} live />
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}

/** Why AWS would refuse to detach a policy from a node that has it; null when it can be. */
export function whyNotDetachable(policy: Overview, onTarget: readonly Overview[]): string | undefined {
  if (policy.Id === 'p-RCPFullAWSAccess') return 'RCPFullAWSAccess stays on every root, OU and account';
  if (onTarget.length <= 1) return 'At least one SCP must stay attached. Attach another first';
  return undefined;
}
