import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { dayWords } from './months';

/** What the bills are at, and where a class moves the clock. */
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
