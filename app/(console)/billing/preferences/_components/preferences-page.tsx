'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { BottomBar } from '@/components/console/form/bottom-bar';
import { UnsavedChanges } from '@/components/console/form/unsaved-changes';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { BillingDate } from '../../_components/billing-date';
import type { BillingReader } from '../../_components/billing-reader';
import { dayWords, monthLater, monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { OnlyThePayer } from '../../_components/only-the-payer';
import { billedAccountsQuery, billsQuery } from '../../queries';
import { type Preferences, preferencesQuery } from '../queries';
import { AccountsPanel } from './accounts-panel';
import { type Draft, draftOf, isSame, isTax } from './draft';
import { HistoryPanel } from './history-panel';

const SaveDialog = dynamic(() => import('./save-dialog').then((module) => module.SaveDialog));

/** Edits sharing of discounts and credits and the tax, and shows their history. */
export function PreferencesPage({ reader }: { reader: BillingReader }) {
  const read = useRead({ ...preferencesQuery(), enabled: !reader.isShutOut });
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  return (
    <>
      <PageHeader
        title="Billing preferences"
        info={<HelpLink />}
        description={
          <>
            <p>Choose how the accounts on this bill share credits and purchased discounts, and which tax they are charged.</p>
            {read.data && bills.data ? <BillingDate date={bills.data.BillingDate} /> : null}
          </>
        }
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : read.error?.reason === 'MEMBER_OF_BILL' ? (
        <OnlyThePayer>It sets how discounts and credits are shared, and which tax is charged.</OnlyThePayer>
      ) : (
        <ReadBox read={read} what="the billing preferences">
          {({ Preferences: saved, BillingDate: date }) => (
            <Editor key={JSON.stringify(saved)} saved={saved} date={date} reader={reader} />
          )}
        </ReadBox>
      )}
      <PreferencesHelp />
    </>
  );
}

function Editor({ saved, date, reader }: { saved: Preferences; date: string; reader: BillingReader }) {
  const accounts = useRead(billedAccountsQuery());
  const before = useMemo(() => draftOf(saved), [saved]);
  const [draft, setDraft] = useState(before);
  const [asking, setAsking] = useState(false);
  const missing = useMissing()('billing:UpdateBillingPreferences');
  const names = useMemo(() => new Map(accounts.data?.Accounts.map(({ AccountId, Name }) => [AccountId, Name])), [accounts.data]);
  const dirty = !isSame(draft, before);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  return (
    <div className="space-y-4">
      <MonthEnd date={date} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Discounts draft={draft} onChange={change} disabled={missing !== undefined} />
        <div className="space-y-4">
          <Credits draft={draft} onChange={change} disabled={missing !== undefined} />
          <TaxAndSupport draft={draft} onChange={change} disabled={missing !== undefined} />
        </div>
      </div>
      <AccountsPanel draft={draft} onChange={setDraft} accounts={accounts} payerId={reader.accountId} missing={missing} />
      <BottomBar className="border-line border-t bg-bg py-3">
        {dirty ? <Status kind="warning">Unsaved changes</Status> : null}
        <Button disabledReason={dirty ? undefined : 'You have no unsaved changes'} onClick={() => setDraft(before)}>
          Discard
        </Button>
        <Button
          variant="primary"
          disabledReason={missing ?? (dirty ? (isTax(draft.tax) ? undefined : 'Correct the tax') : 'You have no unsaved changes')}
          onClick={() => setAsking(true)}
        >
          Review and save
        </Button>
      </BottomBar>
      <HistoryPanel nameOf={(id) => names.get(id)} />
      {asking ? <SaveDialog draft={draft} onClose={() => setAsking(false)} /> : null}
      <UnsavedChanges dirty={dirty && !asking} />
    </div>
  );
}

/** Explains the end-of-month rule, with the date. */
function MonthEnd({ date }: { date: string }) {
  const month = date.slice(0, 7);
  const last = new Date(Date.parse(`${monthLater(month, 1)}-01T00:00:00Z`) - 1).toISOString();
  return (
    <Alert
      kind="info"
      title={`The preferences at 23:59:59 UTC on ${dayWords(last)} apply to the whole bill for ${monthWords(month)}`}
    >
      Until then, the estimate uses the current preferences for the whole month. A change on the last day applies to all days of
      the month.
    </Alert>
  );
}

type PartProps = { draft: Draft; onChange: (part: Partial<Draft>) => void; disabled: boolean };

function Discounts({ draft, onChange, disabled }: PartProps) {
  return (
    <Panel title="Discount sharing" description="For reservations and Savings Plans that their owner doesn't use up in an hour.">
      <fieldset disabled={disabled} className="space-y-4">
        <legend className="sr-only">Discount sharing</legend>
        <RadioGroup
          label="Shared with"
          value={draft.mode}
          onValueChange={(mode) => onChange({ mode })}
          options={[
            {
              value: 'organization',
              label: 'All accounts',
              description: 'Accounts with matching usage, in the order in which they joined.',
            },
            {
              value: 'prioritized',
              label: 'Group first',
              description: 'Accounts in the owner’s group, then all others.',
            },
            {
              value: 'restricted',
              label: 'Group only',
              description: 'Only accounts in the owner’s group. An account in no group shares with no other account.',
            },
          ]}
        />
        {draft.mode !== 'organization' && draft.groups.length === 0 ? (
          <Alert kind="warning">
            There are no groups yet{draft.mode === 'restricted' ? ', so no discounts are shared' : ''}. Create one under Accounts.
          </Alert>
        ) : null}
        <Checkbox
          label="New accounts share discounts"
          description="The default for accounts that join from now on. You can change it for each account."
          checked={draft.newAccounts.Discounts}
          onCheckedChange={(Discounts) => onChange({ newAccounts: { ...draft.newAccounts, Discounts } })}
        />
      </fieldset>
    </Panel>
  );
}

function Credits({ draft, onChange, disabled }: PartProps) {
  return (
    <Panel title="Credit sharing">
      <fieldset disabled={disabled} className="space-y-4">
        <legend className="sr-only">Credit sharing</legend>
        <Checkbox
          label="Share credits with other accounts"
          description="If on, credits pay the owner's charges first, then those of the account with the highest charges. If off, they only pay the owner's charges."
          checked={draft.credits}
          onCheckedChange={(credits) => onChange({ credits })}
        />
        <Checkbox
          label="New accounts share credits"
          description="The default for accounts that join from now on. You can change it for each account."
          checked={draft.newAccounts.Credits}
          onCheckedChange={(Credits) => onChange({ newAccounts: { ...draft.newAccounts, Credits } })}
        />
      </fieldset>
    </Panel>
  );
}

function TaxAndSupport({ draft, onChange, disabled }: PartProps) {
  return (
    <Panel title="Tax and support">
      <Field
        label="Tax (percent)"
        description="Applied to each account's charges after credits. This is a sample rate, not tax advice."
        error={isTax(draft.tax) ? undefined : 'Enter a number from 0 to 100 such as 19 or 7.7, with at most four decimals.'}
      >
        <Input
          className="w-32"
          inputMode="decimal"
          autoComplete="off"
          maxLength={8}
          disabled={disabled}
          value={draft.tax}
          onChange={(event) => onChange({ tax: event.currentTarget.value })}
        />
      </Field>
      <p className="mt-3 max-w-xl text-ink-2 text-sm">
        A support plan belongs to its account and is never shared. Each account pays for its own plan, and changes it under{' '}
        <TextLink inline href={paths.accountSettings}>
          Settings
        </TextLink>
        .
      </p>
    </Panel>
  );
}

function PreferencesHelp() {
  return (
    <HelpPanel title="Billing preferences">
      <p>
        Purchased discounts that an account does not use itself can cover other accounts on the same bill, and so can its credits.
        The paying account decides whether and how they are shared.
      </p>
      <h3>How sharing works</h3>
      <p>
        Each hour, discounts cover the owner's usage first. The rest covers all accounts, the group first, or the group only. An
        account with sharing off neither gives nor receives.
      </p>
      <h3>End of the month</h3>
      <p>
        The preferences at 23:59:59 UTC on the last day apply to the whole month. Estimates use the current preferences. The
        history shows who changed them.
      </p>
      <h3>Groups</h3>
      <p>
        An account can be in one group, and the paying account can't be in a group. In AWS, groups are defined with cost
        categories.
      </p>
      <h3>Tax</h3>
      <p>
        One sample rate for all accounts. Each account is charged tax on its charges after credits. The bill shows it separately.
      </p>
    </HelpPanel>
  );
}
