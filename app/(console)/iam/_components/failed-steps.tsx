import { ErrorDetails } from '@/components/console/error-box';
import { Alert } from '@/components/ui/alert';
import type { FailedStep } from '../steps';

/** What did not work of several calls, each with AWS's answer. */
export function FailedSteps({ steps, title }: { steps: readonly FailedStep[]; title: string }) {
  if (steps.length === 0) return null;
  return (
    <Alert kind="error" title={title} live>
      <ul className="mt-1 space-y-3">
        {steps.map(({ what, error }) => (
          <li key={`${what} ${error.requestId}`}>
            <p className="font-medium">{what}</p>
            <ErrorDetails error={error} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}
