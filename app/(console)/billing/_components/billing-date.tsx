import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { dayWords } from './months';

/** Shows the billing date, with a link to the clock. */
export function BillingDate({ date }: { date: string }) {
  return (
    <span>
      The billing date is {dayWords(date)}.{' '}
      <TextLink inline href={paths.clock} className="print:hidden">
        Advance clock
      </TextLink>
    </span>
  );
}
