'use client';

import { useState } from 'react';
import { useFlash } from '@/components/console/shell/flashbar';
import { useRouter } from '@/components/ui/navigation';
import type { ConsoleFailure, ConsoleResult } from '@/lib/console/result';

type Options<Output> = {
  /** Said after success. */
  success?: (output: Output) => string | undefined;
  onSuccess?: (output: Output) => void;
  /** Where to go afterwards; otherwise the page is read again. */
  goTo?: (output: Output) => string;
  /** True where the form shows a failure itself. */
  showsError?: boolean;
};

const LOST: ConsoleFailure = { code: 'NetworkError', message: 'The server could not be reached. Try again.', requestId: '' };

/** Runs a server action of the classroom, says what came of it, and shows the page as it is then. */
export function useClassAction<Input extends unknown[], Output>(
  action: (...input: Input) => Promise<ConsoleResult<Output>>,
  { success, onSuccess, goTo, showsError }: Options<Output> = {},
) {
  const router = useRouter();
  const flash = useFlash();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ConsoleFailure>();
  const run = async (...input: Input) => {
    setRunning(true);
    setError(undefined);
    const result = await action(...input).catch((): ConsoleResult<Output> => ({ ok: false, error: LOST }));
    setRunning(false);
    if (!result.ok) {
      setError(result.error);
      if (!showsError) flash.error(result.error, result.error.message);
      return;
    }
    const text = success?.(result.data);
    if (text) flash.success(text);
    onSuccess?.(result.data);
    if (goTo) router.push(goTo(result.data));
    router.refresh();
  };
  return { run, running, error };
}
