import { Time } from '@/components/console/page/time';
import { Status } from '@/components/ui/status';

/** Shows the state of a term at a time. */
export function StateOfTerm({ start, end, at }: { start: string; end: string; at: string | undefined }) {
  if (at !== undefined && end <= at)
    return (
      <Status kind="stopped">
        Ended <Time value={end} format="short" />
      </Status>
    );
  if (at !== undefined && at < start)
    return (
      <Status kind="pending">
        From <Time value={start} format="short" />
      </Status>
    );
  return <Time value={end} format="short" />;
}
