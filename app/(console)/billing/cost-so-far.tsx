import { useRead } from '@/components/console/kit/use-read';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { isZero } from './_components/amounts';
import { Money } from './_components/money';
import { monthWords } from './_components/months';
import { latestBillQuery } from './queries';

/** A quiet line for other pages: what the month that bills are at comes to. Nothing where nothing costs anything. */
export function CostSoFar() {
  // Read by the browser alone: a bill that nobody has asked for yet takes a while to work out.
  const [bill] = useRead(latestBillQuery()).data?.Bills ?? [];
  if (!bill || isZero(bill.Total)) return null;
  return (
    <span>
      {monthWords(bill.Month)} costs{' '}
      <TextLink href={paths.billingHome()}>
        <Money amount={bill.Total} shown={bill.Shown} />
      </TextLink>{' '}
      {bill.Status === 'PENDING' ? 'so far' : null}
    </span>
  );
}
