'use client';

import { useState } from 'react';
import { GuardrailPreview } from '@/app/(console)/_client/guardrail-preview/guardrail-preview';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { Button, type ButtonSize } from '@/components/ui/button';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { disablePolicyType, enablePolicyType } from '../actions';

type PolicyTypeSwitchProps = { type: PolicyTypeFacts; rootId: string; enabled: boolean; size?: ButtonSize };

/** Renders the button that enables or disables a policy type. Disabling asks first, because all attachments are lost. */
export function PolicyTypeSwitch({ type, rootId, enabled, size }: PolicyTypeSwitchProps) {
  const [asking, setAsking] = useState(false);
  const enable = useOperation(enablePolicyType, {
    success: () => ({ text: `${type.title} are enabled. The policy that allows everything is attached at every level.` }),
  });
  const missing = useMissing();
  const input = { RootId: rootId, PolicyType: type.id };
  if (!enabled) {
    return (
      <Button
        size={size}
        aria-label={`Enable ${type.title.toLowerCase()}`}
        loading={enable.running}
        disabledReason={missing('organizations:EnablePolicyType')}
        onClick={() => void enable.run(input)}
      >
        Enable
      </Button>
    );
  }
  return (
    <>
      <Button
        size={size}
        aria-label={`Disable ${type.title.toLowerCase()}`}
        disabledReason={missing('organizations:DisablePolicyType')}
        onClick={() => setAsking(true)}
      >
        Disable
      </Button>
      {asking ? (
        <ConfirmDialog
          title={`Disable ${type.title.toLowerCase()}?`}
          typeToConfirm="disable"
          confirmLabel="Disable"
          action={disablePolicyType}
          input={input}
          success={`${type.title} are disabled.`}
          onClose={() => setAsking(false)}
        >
          <p>
            Every {type.short} is detached from every root, OU and account at once. The policies are not deleted, but their
            attachments are lost. If you enable the type again, only the policy that allows everything is attached.
          </p>
          <div className="rounded-md border border-line">
            <GuardrailPreview change={{ kind: 'disable', type: type.id }} />
          </div>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
