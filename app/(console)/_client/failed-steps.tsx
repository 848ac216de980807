import { ErrorDetails } from '@/components/console/page/error-box';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import type { FailedStep } from '@/lib/console/recipes/attempts';

type FailedStepsProps = {
  steps: readonly FailedStep[];
  title: string;
  /** The steps that succeeded, if the title does not say so. */
  done?: readonly string[];
  /** The retry of the failed steps. */
  retry?: { run: () => void; running: boolean };
};

/** Renders the failed calls of several, each with AWS's error. */
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
          Try the failed steps again
        </Button>
      ) : null}
    </Alert>
  );
}
