import { type ConsoleError, isDenial } from '@/components/console/page/console-error';

/** Shown with unreadable events if another Region could help. */
export function RegionHint({ error }: { error: ConsoleError | undefined }) {
  if (!error || !mayHangOnRegion(error)) return null;
  return (
    <p className="mt-2 text-ink-2">
      The event history uses the Region that is selected in the top bar. If a policy denies some Regions, select an allowed one.
    </p>
  );
}

/** Returns whether a call could be allowed in another Region: Region policies deny in all others. */
export function mayHangOnRegion(error: ConsoleError): boolean {
  return isDenial(error) && error.message.includes('explicit deny');
}
