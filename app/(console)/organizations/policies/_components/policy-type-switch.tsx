'use client';

import { useState } from 'react';
import { GuardrailPreview } from '@/app/(console)/_client/guardrail-preview/guardrail-preview';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { Button, type ButtonSize } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { DeclarativePreview } from '../../_components/declarative-preview';
import { nounsOf, type PolicyTypeFacts } from '../../_components/policy-types';
import { disablePolicyType, enablePolicyType, enableTypeWithAccess } from '../actions';

type PolicyTypeSwitchProps = {
  type: PolicyTypeFacts;
  rootId: string;
  enabled: boolean;
  size?: ButtonSize;
  /** True if enabling the type is the main action of the page. */
  primary?: boolean;
};

/** Renders the button that enables or disables a policy type. Disabling asks first, because all attachments are lost. */
export function PolicyTypeSwitch({ type, rootId, enabled, size, primary }: PolicyTypeSwitchProps) {
  const [asking, setAsking] = useState(false);
  const enable = useOperation(enablePolicyType, { success: () => ({ text: enabledText(type) }) });
  const missing = useMissing();
  const input = { RootId: rootId, PolicyType: type.id };
  const close = () => setAsking(false);
  if (enabled) {
    return (
      <>
        <Button
          size={size}
          aria-label={`Disable ${nounsOf(type)}`}
          disabledReason={missing('organizations:DisablePolicyType')}
          onClick={() => setAsking(true)}
        >
          Disable
        </Button>
        {asking ? (
          <ConfirmDialog
            title={`Disable ${nounsOf(type)}?`}
            typeToConfirm="disable"
            confirmLabel="Disable"
            action={disablePolicyType}
            input={input}
            success={`${type.title} are disabled.`}
            onClose={close}
          >
            <p>
              Every {type.kind === null ? type.noun : type.short} is detached from every root, OU and account at once. The
              policies are not deleted, but their attachments are lost. If you enable the type again,{' '}
              {type.kind === null ? 'no policy' : 'only the policy that allows everything'} is attached.
            </p>
            <div className="rounded-md border border-line">
              {type.kind === null ? (
                <DeclarativePreview change={{ kind: 'disable', type: type.id }} />
              ) : (
                <GuardrailPreview change={{ kind: 'disable', type: type.id }} />
              )}
            </div>
          </ConfirmDialog>
        ) : null}
      </>
    );
  }
  const service = type.kind === null ? type.enabledWith : null;
  return (
    <>
      <Button
        size={size}
        variant={primary ? 'primary' : undefined}
        aria-label={`Enable ${nounsOf(type)}`}
        loading={enable.running}
        disabledReason={missing('organizations:EnablePolicyType')}
        onClick={() => (service === null ? void enable.run(input) : setAsking(true))}
      >
        {primary ? `Enable ${nounsOf(type)}` : 'Enable'}
      </Button>
      {asking && service !== null ? <EnableWithAccess type={type} service={service} rootId={rootId} onClose={close} /> : null}
    </>
  );
}

type EnableWithAccessProps = { type: PolicyTypeFacts; service: string; rootId: string; onClose: () => void };

/** Asks whether to enable trusted access in the same step. */
function EnableWithAccess({ type, service, rootId, onClose }: EnableWithAccessProps) {
  const [trusted, setTrusted] = useState(true);
  const input = { RootId: rootId, PolicyType: type.id };
  const dialog = {
    title: `Enable ${nounsOf(type)}`,
    confirmLabel: 'Enable',
    harmless: true,
    success: enabledText(type),
    onClose,
  };
  const box = (
    <Checkbox
      label={`Enable trusted access for ${service}`}
      description="AWS needs it for account status reports, which Gatehouse does not have. The service can then read the accounts of the organization."
      checked={trusted}
      onCheckedChange={setTrusted}
    />
  );
  return trusted ? (
    <ConfirmDialog {...dialog} action={enableTypeWithAccess} input={{ ...input, ServicePrincipal: service }}>
      {box}
    </ConfirmDialog>
  ) : (
    <ConfirmDialog {...dialog} action={enablePolicyType} input={input}>
      {box}
    </ConfirmDialog>
  );
}

function enabledText({ kind, title, noun }: PolicyTypeFacts): string {
  return kind === null
    ? `${title} are enabled. They have no effect until you attach ${/^[AEIOU]/i.test(noun) ? 'an' : 'a'} ${noun}.`
    : `${title} are enabled. The policy that allows everything is attached at every level.`;
}
