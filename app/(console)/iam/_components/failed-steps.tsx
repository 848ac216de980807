import { ErrorDetails } from '@/components/console/page/error-box';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import type { FailedStep } from '@/lib/console/recipes/attempts';

type FailedStepsProps = {
  steps: readonly FailedStep[];
  title: string;
  /** What did work, where that is not in the title. */
  done?: readonly string[];
  /** Tries the failed ones again. */
  retry?: { run: () => void; running: boolean };
};

/** What did not work of several calls, each with AWS's answer. */
export function FailedSteps({ steps, title, done = [], retry }: FailedStepsProps) {
  if (steps.length === 0) return null;
  return (
    <Alert kind="error" title={title} live>
      {done.length > 0 ? <p className="mt-1">Done: {done.join(', ')}.</p> : null}
      <ul className="mt-1 space-y-3">
        {steps.map(({ what, error }) => (
          <li key={`${what} ${error.requestId}`}>
            <p className="font-medium">{what}</p>
            <ErrorDetails error={error} />
          </li>
        ))}
      </ul>
      {retry ? (
        <Button className="mt-3" loading={retry.running} onClick={retry.run}>
          Try again what failed
        </Button>
      ) : null}
    </Alert>
  );
}
