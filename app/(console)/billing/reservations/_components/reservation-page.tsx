'use client';

import { useState } from 'react';
import { useMissing } from '@/app/(console)/_client/use-missing';
import { useRead } from '@/app/(console)/_client/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { AdvanceDetails } from '../../_components/advances/advance-details';
import { DeleteAdvanceDialog } from '../../_components/advances/delete-advance-dialog';
import { StateOfTerm } from '../../_components/advances/state-of-term';
import { dollars } from '../../_components/amounts';
import type { BillingReader } from '../../_components/billing-reader';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { usePaidAccounts } from '../../_components/use-paid-accounts';
import { advanceSharesQuery, billsQuery, reservationsQuery } from '../../queries';
import { reservationName, reservationPrice, reservationScope } from './reservation-words';
import { ReservationsHelp } from './reservations-page';

type ReservationPageProps = { id: string; month: string | undefined; reader: BillingReader };

/** One purchase of reservations. */
export function ReservationPage({ id, month, reader }: ReservationPageProps) {
  const enabled = !reader.isShutOut;
  const list = useRead({ ...reservationsQuery(), enabled });
  const bills = useRead({ ...billsQuery(), enabled });
  const read = useRead({ ...advanceSharesQuery(id, month), enabled });
  const names = new Map(usePaidAccounts(reader.accountId)?.accounts.map((each) => [each.id, each.name]));
  const [deleting, setDeleting] = useState(false);
  const missing = useMissing();
  const row = list.data?.Reservations.find(({ Id }) => Id === id);
  const title = row ? reservationName(row) : 'Reservation';
  const crumbs = { label: 'Reservations', href: paths.reservations({ month }) };
  const use = read.data?.Use;
  if (reader.isShutOut)
    return (
      <>
        <PageHeader title="Reservation" breadcrumbs={[crumbs]} />
        <NotActivated />
      </>
    );
  return (
    <>
      <AdvanceDetails
        kind="reservations"
        title={title}
        list={crumbs}
        description={row ? reservationScope(row) : undefined}
        summary={
          row && [
            { label: 'Owner', value: names.get(row.AccountId) ?? row.AccountId },
            { label: 'Starts', value: <Time value={row.Start} format="short" /> },
            { label: 'Ends', value: <StateOfTerm start={row.Start} end={row.End} at={bills.data?.BillingDate} /> },
            { label: 'Price', value: reservationPrice(row) },
            { label: 'Usage type', value: <span className="font-mono text-sm">{row.UsageType}</span> },
            { label: 'Bought by', value: <span title={row.CreatedBy}>{row.CreatedBy.split(/[:/]/).at(-1)}</span> },
            { label: 'Id', value: <CopyText text={row.Id} what="id" mono /> },
          ]
        }
        read={read}
        months={bills.data?.Bills.map(({ Month }) => Month) ?? []}
        hrefOf={(next) => paths.reservation(id, { month: next })}
        actions={
          row ? (
            <Button variant="danger" disabledReason={missing('gatehouse:DeleteBenefit')} onClick={() => setDeleting(true)}>
              Delete
            </Button>
          ) : null
        }
      />
      {deleting && row ? (
        <DeleteAdvanceDialog
          id={id}
          name={title}
          start={row.Start}
          goTo={paths.reservations({ month })}
          onClose={() => setDeleting(false)}
        >
          {use && read.data ? (
            <p>
              In {monthWords(read.data.Month)} its fee of {dollars(use.Fee)} goes, and what it covered is paid on demand:{' '}
              {dollars(use.OnDemand)}.
            </p>
          ) : null}
        </DeleteAdvanceDialog>
      ) : null}
      <ReservationsHelp />
    </>
  );
}
