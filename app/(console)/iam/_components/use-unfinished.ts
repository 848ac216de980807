import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import type { Progress } from '@/lib/console/recipes/attempts';
import type { ConsoleAction, ConsoleFailure } from '@/lib/console/result';

export type Unfinished<Got extends Progress> = {
  got: Got;
  retry: { run: () => void; running: boolean };
  /** The error of the last retry, if the whole call failed. */
  error: ConsoleFailure | undefined;
};

/** Returns the state of a creation with failed steps, and its retry. `merge` keeps results that a retry does not return again. */
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
  // Allows one retry at a time, until its result is shown. Otherwise an earlier result could arrive after a later one.
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
