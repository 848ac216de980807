'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { Button, type ButtonSize } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { DeclarativePreview } from '../../_components/declarative-preview';
import type { DeclarativeTypeFacts } from '../../_components/declarative-types';
import { disablePolicyType, enablePolicyType, enableTypeWithAccess } from '../actions';

type SwitchProps = { type: DeclarativeTypeFacts; rootId: string; enabled: boolean; size?: ButtonSize; primary?: boolean };

/** Renders the button that enables or disables a declarative policy type. Disabling asks first, because all attachments are lost. */
export function DeclarativeTypeSwitch({ type, rootId, enabled, size, primary }: SwitchProps) {
  const [asking, setAsking] = useState(false);
  const enable = useOperation(enablePolicyType, { success: () => ({ text: enabledText(type) }) });
  const missing = useMissing();
  const input = { RootId: rootId, PolicyType: type.id };
  const title = wordsIn(type.title);
  const close = () => setAsking(false);
  if (enabled) {
    return (
      <>
        <Button
          size={size}
          aria-label={`Disable ${title}`}
          disabledReason={missing('organizations:DisablePolicyType')}
          onClick={() => setAsking(true)}
        >
          Disable
        </Button>
        {asking ? (
          <ConfirmDialog
            title={`Disable ${title}?`}
            typeToConfirm="disable"
            confirmLabel="Disable"
            action={disablePolicyType}
            input={input}
            success={`${type.title} are disabled.`}
            onClose={close}
          >
            <p>
              Every {type.noun} is detached from every root, OU and account at once. The policies are not deleted, but their
              attachments are lost. If you enable the type again, no policy is attached.
            </p>
            <div className="-mx-4">
              <DeclarativePreview change={{ kind: 'disable', type: type.id }} />
            </div>
          </ConfirmDialog>
        ) : null}
      </>
    );
  }
  const begin = () => (type.enabledWith === null ? void enable.run(input) : setAsking(true));
  return (
    <>
      <Button
        size={size}
        variant={primary ? 'primary' : undefined}
        aria-label={`Enable ${title}`}
        loading={enable.running}
        disabledReason={missing('organizations:EnablePolicyType')}
        onClick={begin}
      >
        {primary ? `Enable ${title}` : 'Enable'}
      </Button>
      {asking && type.enabledWith !== null ? (
        <EnableWithAccess type={type} service={type.enabledWith} rootId={rootId} onClose={close} />
      ) : null}
    </>
  );
}

type EnableWithAccessProps = { type: DeclarativeTypeFacts; service: string; rootId: string; onClose: () => void };

/** Asks whether to enable trusted access in the same step. */
function EnableWithAccess({ type, service, rootId, onClose }: EnableWithAccessProps) {
  const [trusted, setTrusted] = useState(true);
  const input = { RootId: rootId, PolicyType: type.id };
  const dialog = {
    title: `Enable ${wordsIn(type.title)}`,
    confirmLabel: 'Enable',
    harmless: true,
    success: enabledText(type),
    onClose,
  };
  const box = (
    <Checkbox
      label={`Enable trusted access for ${service}`}
      description="The account status report needs it. The service can then read the accounts of the organization."
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

function enabledText({ title, noun }: DeclarativeTypeFacts): string {
  return `${title} are enabled. They have no effect until you attach ${/^[AEIOU]/i.test(noun) ? 'an' : 'a'} ${noun}.`;
}

/** Returns a title for the middle of a sentence: "tag policies", "EC2 policies". */
function wordsIn(title: string): string {
  const [first = ''] = title.split(' ');
  return ['Tag', 'Backup', 'Chat', 'Upgrade'].includes(first) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
