'use client';

import { MoreButton, usePages } from '@/components/console/kit/use-pages';
import { ReadError } from '@/components/console/page/read-box';
import { SmallTable } from '@/components/console/table/small-table';
import { Panel } from '@/components/ui/panel';
import { Progress } from '@/components/ui/progress';
import { TextLink } from '@/components/ui/text-link';
import type { BillAccountAnswer } from '@/lib/billing/bill/operations';
import { paths } from '@/lib/console/paths';
import { type Bill, billAccountsQuery } from '../queries';
import { percent, perMille } from './amounts';
import { Money } from './money';

/** Lists the charges of each account, highest first, linked to its part of the bill. */
export function AccountCharges({ bill }: { bill: Bill }) {
  const pages = usePages(billAccountsQuery(bill.Month), ({ Accounts }) => Accounts);
  // The first page came with the bill.
  const rows = pages.rows ?? bill.Accounts ?? [];
  const count = bill.AccountCount ?? rows.length;
  return (
    <Panel title="Charges by account" flush>
      {pages.read.error ? (
        <div className="p-4">
          <ReadError read={pages.read} what="the accounts" />
        </div>
      ) : null}
      <SmallTable
        label="Charges by account"
        rows={rows}
        rowKey={({ AccountId }) => AccountId}
        columns={[
          {
            header: 'Account',
            wide: true,
            cell: ({ AccountId, Name }: BillAccountAnswer) => (
              <>
                <TextLink href={paths.bills({ month: bill.Month, account: AccountId })}>{Name ?? AccountId}</TextLink>
                {Name === undefined ? null : <span className="ml-2 font-mono text-ink-3 text-sm">{AccountId}</span>}
                {AccountId === bill.PayerId ? <span className="ml-2 text-ink-3 text-sm">pays the bill</span> : null}
              </>
            ),
          },
          { header: 'Share of the bill', cell: ({ Amount }) => <Share amount={Amount} total={bill.Total} /> },
          { header: 'Amount', align: 'end', cell: ({ Amount, Shown }) => <Money amount={Amount} shown={Shown} /> },
        ]}
      />
      {rows.length < count ? (
        <p className="flex items-center gap-3 border-line border-t px-3 py-2 text-ink-2 text-sm">
          {rows.length.toLocaleString('en')} of {count.toLocaleString('en')}
          <MoreButton pages={pages} size="sm" />
        </p>
      ) : null}
      <p className="flex items-baseline justify-between gap-4 border-line-strong border-t px-3 py-2.5 font-semibold">
        <span>{count === 1 ? 'One account' : `${count.toLocaleString('en')} accounts`}</span>
        <Money amount={bill.Total} shown={bill.Shown} />
      </p>
    </Panel>
  );
}

function Share({ amount, total }: { amount: string; total: string }) {
  const share = perMille(amount, total);
  if (share === null) return '–';
  return (
    <span className="flex items-center gap-2">
      <Progress bare label="Share of the bill" value={share} max={1000} className="w-14" />
      <span className="w-14 text-right tabular-nums">{percent(share)}</span>
    </span>
  );
}
