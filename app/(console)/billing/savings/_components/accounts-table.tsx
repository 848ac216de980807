'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { TablePagination } from '@/components/console/table/table-pagination';
import { classNames } from '@/components/ui/class-names';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { SavingsAccountAnswer, SavingsAmounts } from '@/lib/billing/bill/savings/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { dollars, isZero, percent } from '../../_components/amounts';
import { ACCOUNTS_ON_A_PAGE, savingsAccountsQuery } from '../queries';
import { amountOf } from './savings-words';

type Row = Json<SavingsAccountAnswer>;

/** Lists what each account pays and saves, for one usage type or all. Columns add up to the cent. */
export function AccountsTable({ month, dimension }: { month: string | undefined; dimension: string | undefined }) {
  const [page, setPage] = useState(1);
  const read = useRead({
    ...savingsAccountsQuery({ Month: month, ...(dimension !== undefined && { DimensionId: dimension }), Page: page }),
    placeholderData: keepPreviousData,
  });
  const isFilled = read.data !== undefined;
  return (
    <section aria-label="Savings by account" className={isFilled ? undefined : 'p-4'}>
      <ReadBox read={read} what="the savings by account">
        {({ Rows, Count, Total }) => (
          <>
            <Table label="Savings by account">
              <Heads />
              <TableBody>
                {Rows.map((row) => (
                  <AccountRow key={row.AccountId} of={row} month={month} />
                ))}
              </TableBody>
              <tfoot>
                <TableRow className="[&>*]:border-line-strong [&>*]:border-t [&>*]:border-b-0 [&>*]:font-semibold">
                  <th scope="row" className="h-9 px-4 text-left">
                    {Count === 1 ? '1 account' : `All ${Count.toLocaleString('en')} accounts`}
                  </th>
                  <SavedBeside of={Total} />
                  <TableCell />
                  <Amounts of={Total} share={isZero(Total.Blended) ? undefined : 1000} />
                </TableRow>
              </tfoot>
            </Table>
            {Count > ACCOUNTS_ON_A_PAGE ? (
              <div className="flex justify-end border-line border-t px-3 py-1.5">
                <TablePagination
                  label="Savings by account"
                  page={page}
                  pageCount={Math.ceil(Count / ACCOUNTS_ON_A_PAGE)}
                  onPageChange={setPage}
                />
              </div>
            ) : null}
          </>
        )}
      </ReadBox>
    </section>
  );
}

function Heads() {
  return (
    <TableHead>
      <TableRow>
        <TableHeader className="px-4">Account</TableHeader>
        <TableHeader align="end" className="sm:hidden">
          Saved
        </TableHeader>
        <TableHeader>Used</TableHeader>
        <TableHeader align="end">Billed separately</TableHeader>
        <TableHeader align="end">On one bill, blended</TableHeader>
        <TableHeader>Share of the bill</TableHeader>
        <TableHeader align="end" className="max-sm:hidden">
          Saved
        </TableHeader>
        <TableHeader align="end" className="border-l">
          Unblended
        </TableHeader>
        <TableHeader align="end" className="pr-4">
          Unblended − blended
        </TableHeader>
      </TableRow>
    </TableHead>
  );
}

function AccountRow({
  of: { AccountId, Name, Used, UsedCount, PerMille, Shown },
  month,
}: {
  of: Row;
  month: string | undefined;
}) {
  return (
    <TableRow>
      <th scope="row" className="h-9 border-line border-b px-4 text-left font-normal">
        <span className="flex items-baseline gap-x-2 whitespace-nowrap max-sm:flex-col">
          <TextLink
            href={paths.bills({ month, account: AccountId })}
            className="max-w-56 truncate font-medium max-sm:max-w-40"
            title={Name}
          >
            {Name ?? AccountId}
          </TextLink>
          {Name === undefined ? null : <span className="font-mono text-ink-3 text-xs">{AccountId}</span>}
        </span>
      </th>
      <SavedBeside of={Shown} />
      <TableCell className="min-w-40 text-sm">
        {Used.length === 0 ? <span className="text-ink-3">no volume pricing</span> : <UsedWords used={Used} count={UsedCount} />}
      </TableCell>
      <Amounts of={Shown} share={PerMille} />
    </TableRow>
  );
}

/** Shows the amount, with details on hover. With several types, the largest come first. */
function UsedWords({ used, count }: { used: Row['Used']; count: number }) {
  return (
    <>
      {used.map((each, index) => (
        <span key={each.Description} title={each.Description}>
          {index > 0 ? ', ' : ''}
          <span className="whitespace-nowrap tabular-nums">{amountOf(each.Quantity, each)}</span>{' '}
          <span className="text-ink-3">{shortName(each.Description)}</span>
        </span>
      ))}
      {count > used.length ? <span className="text-ink-3"> and {count - used.length} more</span> : null}
    </>
  );
}

const NAME_LETTERS = 24;

/** Returns a description shortened for a table cell. */
function shortName(description: string): string {
  if (description.length <= NAME_LETTERS) return description;
  const cut = description.slice(0, NAME_LETTERS);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 8)).trimEnd()}…`;
}

function Amounts({ of, share }: { of: SavingsAmounts | undefined; share: number | undefined }) {
  return (
    <>
      <TableCell align="end">{of ? dollars(of.Alone) : <None />}</TableCell>
      <TableCell align="end">{of ? dollars(of.Blended) : <None />}</TableCell>
      <TableCell>{share === undefined ? <None /> : <Share of={share} />}</TableCell>
      <TableCell align="end" className={classNames('max-sm:hidden', of && toneOf(of.Saved))}>
        {of ? dollars(of.Saved) : <None />}
      </TableCell>
      <TableCell align="end" className="border-l">
        {of ? dollars(of.Unblended) : <None />}
      </TableCell>
      <TableCell align="end" className="pr-4">
        {of ? signed(of.Difference) : <None />}
      </TableCell>
    </>
  );
}

/** Shows the savings next to the name if the table is wider than the window. */
function SavedBeside({ of }: { of: SavingsAmounts | undefined }) {
  return (
    <TableCell align="end" className={classNames('sm:hidden', of && toneOf(of.Saved))}>
      {of ? dollars(of.Saved) : <None />}
    </TableCell>
  );
}

function None() {
  return <span className="text-ink-3">–</span>;
}

function toneOf(saved: string): string | undefined {
  if (isZero(saved)) return undefined;
  return saved.startsWith('-') ? 'font-medium text-limit' : 'font-medium text-allow';
}

function signed(amount: string): string {
  return isZero(amount) || amount.startsWith('-') ? dollars(amount) : `+${dollars(amount)}`;
}

function Share({ of }: { of: number }) {
  return (
    <span className="grid grid-cols-[3rem_auto] items-center gap-2 whitespace-nowrap max-sm:grid-cols-[auto]">
      <span aria-hidden className="h-0.75 overflow-hidden rounded-sm bg-none-soft max-sm:hidden">
        <span className={classNames('block h-full bg-accent')} style={{ width: `${of / 10}%` }} />
      </span>
      {percent(of)}
    </span>
  );
}
