import { type ConsoleError, isDenial } from '@/components/console/page/console-error';

/** Said of events that cannot be read, where another Region may help. */
export function RegionHint({ error }: { error: ConsoleError | undefined }) {
  if (!error || !mayHangOnRegion(error)) return null;
  return (
    <p className="mt-2 text-ink-2">
      The event history uses the Region that is selected in the top bar. If a policy denies some Regions, select an allowed one.
    </p>
  );
}

/** Whether a call that is asked in a Region may be allowed in another one: policies that keep to some Regions deny in all others. */
export function mayHangOnRegion(error: ConsoleError): boolean {
  return isDenial(error) && error.message.includes('explicit deny');
}
