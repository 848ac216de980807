import { useRead } from '@/components/console/kit/use-read';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { isZero } from './_components/amounts';
import { Money } from './_components/money';
import { monthWords } from './_components/months';
import { latestBillQuery } from './queries';

/** A line for other pages with the current month's cost. Renders nothing without costs. */
export function CostSoFar() {
  // Only read by the browser, because a new bill takes a while to calculate.
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
