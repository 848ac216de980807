import { type ConsoleError, isDenial } from '@/components/console/page/console-error';

/** Said of events that cannot be read, where another Region may help. */
export function RegionHint({ error }: { error: ConsoleError | undefined }) {
  if (!error || !mayHangOnRegion(error)) return null;
  return (
    <p className="mt-2 text-ink-2">
      Events are asked for in the Region that the bar at the top names. If a policy denies all but some Regions, choose one of
      those there.
    </p>
  );
}

/** Whether a call that is asked in a Region may be allowed in another one: policies that keep to some Regions deny in all others. */
export function mayHangOnRegion(error: ConsoleError): boolean {
  return isDenial(error) && error.message.includes('explicit deny');
}
