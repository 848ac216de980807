'use client';

import { Alert } from '@/components/ui/alert';
import { Progress } from '@/components/ui/progress';
import type { Draft, Tried } from './types';

/** How far a try is, and whether it was of other files than those that there are now. */
export function TryState({ draft, tried }: { draft: Draft; tried: Tried | undefined }) {
  if (!tried) return null;
  const { state, progress, answer, sha256 } = tried;
  if (state === 'waiting') return <p role="status">Another scenario is being tried here. This one begins when that is done.</p>;
  if (state === 'running')
    return (
      <div role="status">
        <p className="mb-1 break-words">{progress ? `Trying: ${progress.doing}` : 'Playing the scenario.'}</p>
        {progress && progress.of > 0 ? (
          <Progress label="Changes of the solution" value={progress.done} max={progress.of} />
        ) : null}
      </div>
    );
  if (state === 'failed')
    return <Alert kind="error">It was not brought to its end. Try again, and if it happens again, tell the operator.</Alert>;
  if (answer && 'fault' in answer)
    return (
      <Alert kind="error" title="It cannot be played">
        <span className="whitespace-pre-wrap break-words">{answer.fault}</span>
      </Alert>
    );
  return sha256 === draft.sha256 ? null : (
    <Alert kind="warning">The draft was changed since. What follows is of the files before.</Alert>
  );
}
