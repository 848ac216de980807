'use client';

import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { CopyButton } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { BillPreview } from '../../_components/bill-preview';
import type { BillingReader } from '../../_components/billing-reader';
import { MonthPicker } from '../../_components/month-picker';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { OnlyThePayer } from '../../_components/only-the-payer';
import { useBillPreview } from '../../_components/use-bill-preview';
import { billedAccountsQuery, billsQuery } from '../../queries';
import { changesText, changeWords, MOST_CHANGES, placeOf, readChanges, type WhatIfChange } from './changes';

const ChangeDialog = dynamic(() => import('./change-dialog').then((module) => module.ChangeDialog));

const KINDS: readonly { type: WhatIfChange['Type']; label: string }[] = [
  { type: 'JOIN', label: 'An account joins…' },
  { type: 'LEAVE', label: 'An account leaves…' },
  { type: 'USAGE', label: 'Usage changes…' },
  { type: 'RESERVATION', label: 'A reservation is purchased…' },
  { type: 'SAVINGS_PLAN', label: 'A Savings Plan is purchased…' },
  { type: 'GROUP', label: 'An account changes its sharing group…' },
];

type Asked = { type: WhatIfChange['Type']; at: number | null };

/** A month's bill with hypothetical changes, next to the current one. */
export function WhatIfPage({ month: given, reader }: { month: string | undefined; reader: BillingReader }) {
  const enabled = !reader.isShutOut;
  const accounts = useRead({ ...billedAccountsQuery(), enabled });
  const bills = useRead({ ...billsQuery(), enabled });
  const [text, setText] = useQueryState('changes', parseAsString.withOptions({ history: 'push' }));
  const changes = useMemo(() => readChanges(text), [text]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [size, setSize] = useState(100);
  const month = given ?? bills.data?.CurrentMonth;
  const preview = useBillPreview(
    enabled && month !== undefined && changes.length > 0 ? { Month: month, Changes: changes, MaxResults: size } : null,
  );
  const names = useMemo(() => new Map(accounts.data?.Accounts.map(({ AccountId, Name }) => [AccountId, Name])), [accounts.data]);
  const nameOf = (id: string) => names.get(id) ?? id;
  const put = (next: readonly WhatIfChange[]) => void setText(changesText(next));
  const isMember = accounts.error?.reason === 'MEMBER_OF_BILL';
  const canAdd = accounts.data !== undefined && month !== undefined;
  const add = (
    <MenuButton
      label="Add change"
      variant={changes.length === 0 ? 'primary' : 'normal'}
      disabledReason={changes.length >= MOST_CHANGES ? `You can add at most ${MOST_CHANGES} changes` : undefined}
      entries={KINDS.map(({ type, label }) => ({ label, onSelect: () => setAsked({ type, at: null }) }))}
    />
  );
  const at = asked?.at ?? null;
  return (
    <>
      <PageHeader
        title="What if"
        info={<HelpLink />}
        description="See how changes would affect a month’s bill. Nothing is changed or stored. The page address holds the changes, so you can share it."
        actions={
          canAdd ? (
            <>
              {changes.length > 0 ? add : null}
              <MonthPicker
                month={month}
                current={bills.data?.CurrentMonth ?? month}
                months={bills.data?.Bills.filter(({ View }) => View === 'payer').map(({ Month }) => Month) ?? []}
                hrefOf={(next) => paths.whatIf({ month: next, changes: text ?? undefined })}
              />
            </>
          ) : null
        }
      />
      {reader.isShutOut ? <NotActivated /> : null}
      {isMember ? (
        <OnlyThePayer month={given}>It can estimate the effect of changes to accounts, usage or purchases.</OnlyThePayer>
      ) : (
        <ReadError read={accounts} what="the accounts on this bill" />
      )}
      {canAdd && changes.length === 0 ? (
        <Panel>
          <EmptyState
            title={`What would ${monthWords(month)} cost if …?`}
            description="Add one or more changes to see who pays more or less and why. An account can join or leave, usage can grow, and you can try a reservation, Savings Plan or sharing group."
            action={add}
          />
        </Panel>
      ) : null}
      {canAdd && changes.length > 0 ? (
        <div className="space-y-4">
          <Changes month={month} changes={changes} nameOf={nameOf} onChange={put} onEdit={setAsked} />
          <BillPreview read={preview} onMore={() => setSize(500)} />
        </div>
      ) : null}
      {asked && month !== undefined ? (
        <ChangeDialog
          key={`${asked.type} ${at}`}
          type={asked.type}
          change={at === null ? undefined : changes[at]}
          month={month}
          accounts={accounts.data?.Accounts ?? []}
          payerId={reader.accountId}
          onDone={(change) => {
            put(at === null ? [...changes, change] : changes.toSpliced(at, 1, change));
            setAsked(null);
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
      <WhatIfHelp />
    </>
  );
}

type ChangesProps = {
  month: string;
  changes: readonly WhatIfChange[];
  nameOf: (id: string) => string;
  onChange: (changes: readonly WhatIfChange[]) => void;
  onEdit: (asked: Asked) => void;
};

function Changes({ month, changes, nameOf, onChange, onEdit }: ChangesProps) {
  // Without this tab's session, because others open it in their own.
  const path = paths.whatIf({ month, changes: changesText(changes) ?? undefined });
  const address = typeof window === 'undefined' ? path : window.location.origin + path;
  return (
    <Panel
      title="Changes"
      count={changes.length}
      description="Changes apply in this order."
      flush
      actions={
        <>
          <CopyButton text={address} what="Link to this estimate" labelled />
          <Button onClick={() => onChange([])}>Clear changes</Button>
        </>
      }
    >
      <ol className="divide-y divide-line">
        {changes.map((change, at) => {
          const words = changeWords(change, nameOf);
          const { href, label } = placeOf(change);
          return (
            // The same change can be there twice.
            // biome-ignore lint/suspicious/noArrayIndexKey: they have no names
            <li key={at} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
              <span className="min-w-0 flex-1 basis-64 break-words">{words}</span>
              <span className="flex flex-wrap items-center gap-3 text-sm">
                <TextLink href={href}>
                  {label}
                  <span className="sr-only">to make this change</span>
                </TextLink>
                <Button size="sm" onClick={() => onEdit({ type: change.Type, at })}>
                  Edit<span className="sr-only">: {words}</span>
                </Button>
                <Button size="sm" onClick={() => onChange(changes.toSpliced(at, 1))}>
                  Remove<span className="sr-only">: {words}</span>
                </Button>
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function WhatIfHelp() {
  return (
    <HelpPanel title="What if">
      <p>The month’s bill is calculated twice: as it is, and with the changes. The page shows the difference for each account.</p>
      <h3>Several changes</h3>
      <p>Changes apply in order. Doubling twice gives four times the usage. An account that has left has no further usage.</p>
      <h3>Why other accounts pay more or less</h3>
      <p>
        The usage of all accounts fills price tiers together. When an account leaves, the others reach lower tiers later. Free
        amounts apply once, and unused reservations, Savings Plans and credits cover other accounts.
      </p>
      <h3>Purchases</h3>
      <p>
        A purchase adds its fees to the month, including all upfront fees. To see a month without upfront fees, choose that the
        purchase was made a month earlier.
      </p>
      <h3>Issued months</h3>
      <p>You can estimate issued months too. Their bills don't change.</p>
    </HelpPanel>
  );
}
