'use client';

import { Alert } from '@/components/ui/alert';
import { Progress } from '@/components/ui/progress';
import type { Draft, Tried } from './types';

/** Shows the progress of a test, and whether its files have changed since. */
export function TryState({ draft, tried }: { draft: Draft; tried: Tried | undefined }) {
  if (!tried) return null;
  const { state, progress, answer, sha256 } = tried;
  if (state === 'waiting') return <p role="status">Another scenario is being tested. Your test starts when it is finished.</p>;
  if (state === 'running')
    return (
      <div role="status">
        <p className="mb-1 break-words">{progress ? `Testing: ${progress.doing}` : 'Running the scenario.'}</p>
        {progress && progress.of > 0 ? (
          <Progress label="Changes of the solution" value={progress.done} max={progress.of} />
        ) : null}
      </div>
    );
  if (state === 'failed')
    return <Alert kind="error">The test did not finish. Run it again. If it fails again, tell the operator.</Alert>;
  if (answer && 'fault' in answer)
    return (
      <Alert kind="error" title="The scenario can't be run">
        <span className="whitespace-pre-wrap break-words">{answer.fault}</span>
      </Alert>
    );
  return sha256 === draft.sha256 ? null : (
    <Alert kind="warning">The draft has changed since this test. The results are for the earlier files.</Alert>
  );
}
