'use client';

import { useState } from 'react';
import { EditableList } from '@/components/console/form/editable-list';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { PROFILES, type Profile } from '../../_components/usage-profiles';
import { usePaidAccounts } from '../../_components/use-paid-accounts';
import { generateUsage } from '../actions';
import { monthOptions } from './month-options';

type Row = { account: string; profile: Profile };

type GenerateDialogProps = { current: string; accountId: string; onClose: () => void };

/** Generates usage for accounts by profile. */
export function GenerateDialog({ current, accountId, onClose }: GenerateDialogProps) {
  const paid = usePaidAccounts(accountId);
  const [rows, setRows] = useState<Row[]>([{ account: accountId, profile: 'web-shop' }]);
  const [from, setFrom] = useState(current);
  const [until, setUntil] = useState(current);
  const [seed, setSeed] = useState('1');
  const [leaked, setLeaked] = useState(`${current}-10`);
  const operation = useOperation(generateUsage, {
    success: (_, { Batch }) => ({
      text: `${plural(Batch.Rows, 'row')} of usage ${Batch.Rows === 1 ? 'was' : 'were'} generated.`,
      link: { label: 'View bill', href: paths.bills({ month: Batch.LastMonth }) },
    }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const options = (paid?.accounts ?? []).map(({ id, name }) => ({ value: id, label: `${name} (${id})` }));
  const taken = new Set(rows.map(({ account }) => account));
  const next = options.find(({ value }) => !taken.has(value))?.value;
  const leaks = rows.some(({ profile }) => profile === 'leaked-key-mining');
  const months = monthOptions(current);
  return (
    <FormDialog
      title="Generate usage"
      description="Sample usage. The same seed always gives the same usage."
      size="lg"
      submitLabel="Generate"
      pending={operation.running}
      error={operation.error}
      disabledReason={reasonAgainst(rows, { from, until, seed, leaked: leaks ? leaked : null })}
      onSubmit={() =>
        void operation.run({
          Seed: seed,
          From: from,
          Until: until,
          Accounts: rows.map(({ account, profile }) => ({
            AccountId: account,
            Profile: profile,
            ...(profile === 'leaked-key-mining' && { LeakedAt: new Date(`${leaked}T09:00:00Z`) }),
          })),
        })
      }
      onClose={onClose}
    >
      <fieldset className="min-w-0">
        <legend className="mb-1 font-medium">Accounts and profiles</legend>
        <EditableList
          rows={rows}
          onRowsChange={setRows}
          noun="account"
          addLabel="Add account"
          fresh={{ account: next ?? accountId, profile: 'idle-sandbox' }}
          full={next === undefined}
          columns="sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
        >
          {(row, { index, change }) => (
            <>
              <Select
                aria-label={`Account ${index + 1}`}
                className="w-full"
                options={options.length > 0 ? options : [{ value: row.account, label: row.account }]}
                value={row.account}
                onValueChange={(account) => change({ account })}
              />
              <Select
                aria-label={`Profile of account ${index + 1}`}
                className="w-full"
                options={PROFILES}
                value={row.profile}
                onValueChange={(profile) => change({ profile })}
              />
            </>
          )}
        </EditableList>
        {paid?.leftOut ? <p className="mt-1 text-ink-2 text-sm">{paid.leftOut}</p> : null}
      </fieldset>
      <ul className="list-disc space-y-0.5 pl-5 text-ink-2 text-sm">
        {PROFILES.filter(({ value }) => rows.some(({ profile }) => profile === value)).map(({ value, label, shows }) => (
          <li key={value}>
            {label}: {shows}.
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-4">
        <Field label="First month">
          <Select className="w-44" options={months} value={from} onValueChange={setFrom} />
        </Field>
        <Field label="Last month">
          <Select className="w-44" options={months} value={until} onValueChange={setUntil} />
        </Field>
        <Field label="Seed">
          <Input className="w-32" value={seed} maxLength={64} onChange={(event) => setSeed(event.currentTarget.value)} />
        </Field>
        {leaks ? (
          <Field label="Day of the key leak">
            <Input type="date" className="w-40" value={leaked} onChange={(event) => setLeaked(event.currentTarget.value)} />
          </Field>
        ) : null}
      </div>
    </FormDialog>
  );
}

type Chosen = { from: string; until: string; seed: string; leaked: string | null };

function reasonAgainst(rows: readonly Row[], { from, until, seed, leaked }: Chosen): string | undefined {
  if (rows.length === 0) return 'Choose an account';
  if (new Set(rows.map(({ account }) => account)).size < rows.length) return 'Choose each account once';
  if (from > until) return 'The first month must not be after the last';
  if (seed === '') return 'Enter a seed (any text)';
  return leaked === '' ? 'Enter the day of the key leak' : undefined;
}
