import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import type { Progress } from '@/lib/console/recipes/attempts';
import type { ConsoleAction, ConsoleFailure } from '@/lib/console/result';

export type Unfinished<Got extends Progress> = {
  got: Got;
  retry: { run: () => void; running: boolean };
  /** Why the last try could not even begin. */
  error: ConsoleFailure | undefined;
};

/** What was created but not completely, and going on with it. `merge` keeps of an earlier try what a later one does not answer again. */
export function useUnfinished<Asked, Got extends Progress>(
  finish: ConsoleAction<{ asked: Asked; done: readonly string[] }, Got>,
  asked: Asked,
  first: Got,
  completed: string,
  merge: (before: Got, now: Got) => Got = (_, now) => now,
): Unfinished<Got> {
  const [got, setGot] = useState(first);
  const [trying, setTrying] = useState(false);
  const operation = useOperation(finish, {
    handlesError: () => true,
    success: (_, { failed }) => (failed.length === 0 ? { text: completed } : undefined),
    onSuccess: (now) => setGot((before) => merge(before, now)),
  });
  // One try at a time, until what it answers is shown: reads are refreshed before, and the answer of an earlier try came after a later one's.
  const run = async () => {
    setTrying(true);
    await operation.run({ asked, done: got.done });
    setTrying(false);
  };
  return {
    got,
    retry: { run: () => void run(), running: trying },
    error: operation.error,
  };
}
