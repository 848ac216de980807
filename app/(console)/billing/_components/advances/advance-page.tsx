import type { ReactNode } from 'react';
import { ActButtons } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import type { KeyValueItem } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { type AdvanceKind, advanceSharesQuery, billsQuery, type Reservation, type SavingsPlan } from '../../queries';
import { dollars } from '../amounts';
import type { BillingReader } from '../billing-reader';
import { monthWords } from '../months';
import { NotActivated } from '../not-activated';
import { usePaidAccounts } from '../use-paid-accounts';
import { AdvanceDetails } from './advance-details';
import { deleteAdvance } from './delete-advance';
import { StateOfTerm } from './state-of-term';

type AdvancePageProps<Row> = {
  kind: AdvanceKind;
  id: string;
  month: string | undefined;
  reader: BillingReader;
  /** The kind of purchase, for a title before its name is known. */
  what: string;
  list: { label: string; href: string };
  rows: readonly Row[] | undefined;
  nameOf: (row: Row) => string;
  scopeOf: (row: Row) => ReactNode;
  /** Returns price details of this kind. */
  priceOf: (row: Row) => readonly KeyValueItem[];
  hrefOf: (month: string) => string;
  help: ReactNode;
};

/** The page of a purchase, with a button to delete it. */
export function AdvancePage<Row extends Reservation | SavingsPlan>({
  kind,
  id,
  month,
  reader,
  what,
  list,
  rows,
  nameOf,
  scopeOf,
  priceOf,
  hrefOf,
  help,
}: AdvancePageProps<Row>) {
  const enabled = !reader.isShutOut;
  const bills = useRead({ ...billsQuery(), enabled: reader.readsBills });
  const read = useRead({ ...advanceSharesQuery(id, month), enabled });
  const names = new Map(usePaidAccounts(reader.accountId)?.accounts.map((each) => [each.id, each.name]));
  const row = rows?.find(({ Id }) => Id === id);
  const title = row ? nameOf(row) : what;
  const use = read.data?.Use;
  if (reader.isShutOut)
    return (
      <>
        <PageHeader title={what} breadcrumbs={[list]} />
        <NotActivated />
      </>
    );
  return (
    <>
      <AdvanceDetails
        kind={kind}
        title={title}
        list={list}
        description={row ? scopeOf(row) : undefined}
        summary={
          row && [
            { label: 'Owner', value: names.get(row.AccountId) ?? row.AccountId },
            { label: 'Starts', value: <Time value={row.Start} format="short" /> },
            { label: 'Ends', value: <StateOfTerm start={row.Start} end={row.End} at={bills.data?.BillingDate} /> },
            ...priceOf(row),
            { label: 'Purchased by', value: <span title={row.CreatedBy}>{row.CreatedBy.split(/[:/]/).at(-1)}</span> },
            { label: 'Id', value: <CopyText text={row.Id} what="id" mono /> },
          ]
        }
        read={read}
        months={bills.data?.Bills.map(({ Month }) => Month) ?? []}
        hrefOf={hrefOf}
        actions={
          row ? (
            <ActButtons
              acts={[deleteAdvance]}
              subject={{
                id,
                name: title,
                start: row.Start,
                effect:
                  use && read.data ? (
                    <p>
                      In {monthWords(read.data.Month)} its fee of {dollars(use.Fee)} is removed, and the usage it covered is
                      charged at On-Demand rates: {dollars(use.OnDemand)}.
                    </p>
                  ) : null,
              }}
              goTo={list.href}
            />
          ) : null
        }
      />
      {help}
    </>
  );
}
