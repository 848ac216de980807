import { Time } from '@/components/console/page/time';
import { TextLink } from '@/components/ui/text-link';
import type { BearingCall } from '@/lib/access/changes/bearing-calls';
import { paths } from '@/lib/console/paths';

/** A call with its caller and time, linked to its event. */
export function CallLink({ call: { EventId, AccountId, Name, By, Time: time } }: { call: BearingCall }) {
  return (
    <>
      <TextLink inline href={paths.event(EventId, AccountId)}>
        {Name}
      </TextLink>{' '}
      <span className="text-ink-2">
        by {By.slice(By.lastIndexOf(':') + 1)}, <Time value={time} format="short" />
      </span>
    </>
  );
}
