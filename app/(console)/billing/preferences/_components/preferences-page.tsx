'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { UnsavedChanges } from '@/components/console/form/unsaved-changes';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { RadioGroup } from '@/components/ui/radio-group';
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

/** How an organization shares discounts and credits, what tax it is charged, and who changed that. */
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
            <p>How the accounts on this bill share what they were given and bought in advance, and what tax they are charged.</p>
            {read.data && bills.data ? <BillingDate date={bills.data.BillingDate} /> : null}
          </>
        }
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : read.error?.reason === 'MEMBER_OF_BILL' ? (
        <OnlyThePayer>It says how discounts and credits are shared, and what tax is charged.</OnlyThePayer>
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
      <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-bg py-3">
        {dirty ? <Status kind="warning">Not saved yet</Status> : null}
        <Button disabledReason={dirty ? undefined : 'Nothing is changed'} onClick={() => setDraft(before)}>
          Discard
        </Button>
        <Button
          variant="primary"
          disabledReason={missing ?? (dirty ? (isTax(draft.tax) ? undefined : 'Put the tax right') : 'Nothing is changed')}
          onClick={() => setAsking(true)}
        >
          Review and save
        </Button>
      </div>
      <HistoryPanel nameOf={(id) => names.get(id)} />
      {asking ? <SaveDialog draft={draft} onClose={() => setAsking(false)} /> : null}
      <UnsavedChanges dirty={dirty && !asking} />
    </div>
  );
}

/** The rule that decides a month, with the day that it is about. */
function MonthEnd({ date }: { date: string }) {
  const month = date.slice(0, 7);
  const last = new Date(Date.parse(`${monthLater(month, 1)}-01T00:00:00Z`) - 1).toISOString();
  return (
    <Alert kind="info" title={`What stands here at 23:59:59 UTC on ${dayWords(last)} decides the bill for ${monthWords(month)}`}>
      Until then the estimate is worked out with today’s preferences, for the whole month. A change on the last day changes all of
      its days.
    </Alert>
  );
}

type PartProps = { draft: Draft; onChange: (part: Partial<Draft>) => void; disabled: boolean };

function Discounts({ draft, onChange, disabled }: PartProps) {
  return (
    <Panel title="Discount sharing" description="Of reservations and Savings Plans that their owner leaves unused in an hour.">
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
              description: 'Whoever has usage that fits, in the order of joining.',
            },
            {
              value: 'prioritized',
              label: 'The group first',
              description: 'Accounts in the group of the owner, then all others.',
            },
            {
              value: 'restricted',
              label: 'The group only',
              description: 'Nobody outside the group of the owner. An account in no group shares with nobody.',
            },
          ]}
        />
        {draft.mode !== 'organization' && draft.groups.length === 0 ? (
          <Alert kind="warning">
            There is no group yet{draft.mode === 'restricted' ? ', so that nobody shares with anybody' : ''}. Make one under
            Accounts.
          </Alert>
        ) : null}
        <Checkbox
          label="New accounts share discounts"
          description="What holds for accounts that join from now on, until somebody switches them."
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
          label="Credits of an account pay for others too"
          description="First for its own charges, then for the account with the highest. Otherwise for its own alone."
          checked={draft.credits}
          onCheckedChange={(credits) => onChange({ credits })}
        />
        <Checkbox
          label="New accounts share credits"
          description="What holds for accounts that join from now on, until somebody switches them."
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
        label="Tax in percent"
        description="Of what each account is charged after credits. A rate to calculate with; what you owe, a tax adviser says."
        error={isTax(draft.tax) ? undefined : 'Write a number from 0 to 100 such as 19 or 7.7, with at most four decimals.'}
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
        A plan of support belongs to its account and is never shared: each account pays for its own, and changes it under{' '}
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
        What an account bought in advance and does not use itself can help others on the same bill. So can its credits. The
        account that pays says whether, and whom.
      </p>
      <h3>Who helps whom</h3>
      <p>
        The owner comes first in every hour. What is left goes to all, to the group first, or to the group only. An account whose
        sharing is off neither gives nor receives.
      </p>
      <h3>The last moment of the month</h3>
      <p>
        The preferences at 23:59:59 UTC on the last day decide the whole month. Estimates use today’s. The history says who
        changed them.
      </p>
      <h3>Groups</h3>
      <p>An account is in one group at most, and the account that pays is in none. On AWS, groups are made of cost categories.</p>
      <h3>Tax</h3>
      <p>
        One rate for all accounts, as a sample. Each account is charged on what is left after credits, and the bill shows it as
        charges of their own.
      </p>
    </HelpPanel>
  );
}
