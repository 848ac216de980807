import { Clock } from 'lucide-react';
import { aheadText, dayText } from '@/components/console/page/time-text';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';

/** Shown on every page while the clock is ahead, to explain why something has expired. */
export function ClockBar({ aheadMs, ofOrganization }: { aheadMs: number; ofOrganization: boolean }) {
  return (
    <aside
      aria-label="Clock"
      className="mb-3 flex print:hidden flex-wrap items-baseline gap-x-4 gap-y-0.5 rounded-md border border-limit/35 bg-limit-soft px-3 py-2"
    >
      <p className="min-w-0 flex-1 basis-72">
        <Clock aria-hidden size={14} className="mr-1.5 inline-block text-limit" />
        <b className="font-semibold">
          The clock of this {ofOrganization ? 'organization' : 'account'} is {aheadText(aheadMs)} ahead:{' '}
          {dayText(Date.now() + aheadMs)}.
        </b>{' '}
        Ages, expiry, sessions and bills use it.
      </p>
      <TextLink href={paths.clock}>View clock</TextLink>
    </aside>
  );
}
