'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { ErrorBox } from '@/components/console/page/error-box';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import { RadioGroup } from '@/components/ui/radio-group';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Enforcement } from '@/lib/core/account-facts';
import { putAccountEnforcement } from '../actions';

const MODES: readonly { value: Enforcement; name: string; description: string }[] = [
  {
    value: 'enforce',
    name: 'Enforce',
    description: 'Every call is decided, and a denied call fails. This is what AWS does.',
  },
  {
    value: 'audit',
    name: 'Audit only',
    description:
      'Calls that this account’s own policies deny go on, and are recorded with their whole evaluation. Guardrails still stop them.',
  },
  {
    value: 'off',
    name: 'Off',
    description:
      'This account’s own policies are ignored. Everybody who is signed in may do everything that the organization’s guardrails leave.',
  },
];

type Account = { AccountId: string; AccountName: string; Enforcement: Enforcement; ManagementAccountId?: string };

/** The switch, what each position means, and a question before policies stop being obeyed. */
export function EnforcementPanel({ account }: { account: Account }) {
  const router = useRouter();
  const [chosen, setChosen] = useState(account.Enforcement);
  const [asking, setAsking] = useState(false);
  // The top bar says the mode, and the server renders it.
  const showMode = () => router.refresh();
  const text = `${nameOf(chosen)}: this holds from the next call on.`;
  const operation = useOperation(putAccountEnforcement, {
    success: () => ({ text }),
    handlesError: () => true,
    onSuccess: showMode,
  });
  const isMember = account.ManagementAccountId !== undefined && account.ManagementAccountId !== account.AccountId;
  return (
    <Panel
      title="Enforcement of policies"
      description="Identity policies, boundaries, session policies and trust policies of this account, for every call of its principals. The SCPs and RCPs of an organization are enforced in every mode."
      actions={
        <Button
          variant="primary"
          loading={operation.running}
          disabledReason={chosen === account.Enforcement ? 'Choose another mode first' : undefined}
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
        are in the event history, each with the policy that would have stopped it.
      </p>
      {operation.error ? (
        <div className="mt-4">
          <ErrorBox error={operation.error} live />
        </div>
      ) : null}
      {asking ? (
        <ConfirmDialog
          title={chosen === 'off' ? 'Switch policies off?' : 'Only audit?'}
          confirmLabel={chosen === 'off' ? 'Switch off' : 'Only audit'}
          typeToConfirm={chosen === 'off' ? account.AccountId : undefined}
          action={putAccountEnforcement}
          input={{ Enforcement: chosen }}
          success={{ text, warns: true }}
          onDone={showMode}
          onClose={() => setAsking(false)}
        >
          <p>
            In account {account.AccountName} ({account.AccountId}) no policy of its own will stop a call any more
            {isMember ? '; the guardrails of the organization still do' : ''}.{' '}
            {chosen === 'off'
              ? 'Nothing else is recorded either, so the event history cannot tell what would have been denied.'
              : 'The event history shows each call that would have been denied.'}
          </p>
          <p>What works now may fail at AWS. The top bar of every page says so until you enforce again.</p>
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}

function nameOf(mode: Enforcement): string {
  return MODES.find(({ value }) => value === mode)?.name ?? mode;
}
