'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { ErrorBox } from '@/components/console/page/error-box';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Enforcement } from '@/lib/core/account-facts';
import { putAccountEnforcement } from '../actions';

const MODES: readonly { value: Enforcement; name: string; description: string }[] = [
  {
    value: 'enforce',
    name: 'Enforce',
    description: 'Every call is evaluated, and denied calls fail, as in AWS.',
  },
  {
    value: 'audit',
    name: 'Audit only',
    description:
      'Calls that this account’s own policies deny succeed, and are recorded with their evaluation. Guardrails still deny calls.',
  },
  {
    value: 'off',
    name: 'Off',
    description:
      'This account’s own policies are ignored. Every signed-in principal can do everything that the organization’s guardrails allow.',
  },
];

type Account = { AccountId: string; AccountName: string; Enforcement: Enforcement; ManagementAccountId?: string };

/** Selects the enforcement mode, and asks before policies are no longer enforced. */
export function EnforcementPanel({ account }: { account: Account }) {
  const router = useRouter();
  const [chosen, setChosen] = useState(account.Enforcement);
  const [asking, setAsking] = useState(false);
  // The server renders the mode in the top bar.
  const showMode = () => router.refresh();
  const text = `${nameOf(chosen)}: applies from the next call on.`;
  const operation = useOperation(putAccountEnforcement, {
    success: () => ({ text }),
    handlesError: () => true,
    onSuccess: showMode,
  });
  const isMember = account.ManagementAccountId !== undefined && account.ManagementAccountId !== account.AccountId;
  return (
    <Panel
      title="Policy enforcement"
      description="Applies to identity policies, boundaries, session policies and trust policies of this account. The SCPs and RCPs of an organization are enforced in every mode."
      actions={
        <Button
          variant="primary"
          loading={operation.running}
          disabledReason={chosen === account.Enforcement ? 'Select another mode first' : undefined}
          onClick={() => (chosen === 'enforce' ? void operation.run({ Enforcement: chosen }) : setAsking(true))}
        >
          Save
        </Button>
      }
    >
      <RadioGroup
        label="Mode"
        hideLabel
        tiles
        columns={3}
        value={chosen}
        onValueChange={setChosen}
        options={MODES.map(({ value, name, description }) => ({
          value,
          label: (
            <span className="inline-flex flex-wrap items-center gap-2">
              {name}
              {value === account.Enforcement ? <Badge tone="accent">Current</Badge> : null}
            </span>
          ),
          description,
        }))}
      />
      <p className="mt-4 text-ink-2">
        <TextLink inline href={paths.events({ outcome: 'WouldBeDenied', kind: 'all' })}>
          Calls that would have been denied
        </TextLink>{' '}
        are in the event history, each with the policy that would have denied it.
      </p>
      {operation.error ? (
        <div className="mt-4">
          <ErrorBox error={operation.error} live />
        </div>
      ) : null}
      {asking ? (
        <ConfirmDialog
          title={chosen === 'off' ? 'Turn off policies?' : 'Switch to audit only?'}
          confirmLabel={chosen === 'off' ? 'Turn off' : 'Switch to audit only'}
          typeToConfirm={chosen === 'off' ? account.AccountId : undefined}
          action={putAccountEnforcement}
          input={{ Enforcement: chosen }}
          success={{ text, warns: true }}
          onDone={showMode}
          onClose={() => setAsking(false)}
        >
          <p>
            In account {account.AccountName} ({account.AccountId}) no policy of its own denies calls any more
            {isMember ? '; the guardrails of the organization still apply' : ''}.{' '}
            {chosen === 'off'
              ? 'No evaluation is recorded, so the event history cannot show what would have been denied.'
              : 'The event history shows each call that would have been denied.'}
          </p>
          <p>A call that works now can fail in AWS. The top bar of every page shows this until you enforce policies again.</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}

function nameOf(mode: Enforcement): string {
  return MODES.find(({ value }) => value === mode)?.name ?? mode;
}
