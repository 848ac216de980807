'use client';

import { useState } from 'react';
import { useFlash } from '@/components/console/shell/flashbar';
import { useRouter } from '@/components/ui/navigation';
import type { ConsoleFailure, ConsoleResult } from '@/lib/console/result';

type Options<Output> = {
  /** Returns the message after success. */
  success?: (output: Output) => string | undefined;
  onSuccess?: (output: Output) => void;
  /** Returns the page to open afterwards. By default, the page is reloaded. */
  goTo?: (output: Output) => string;
  /** True if the form shows failures itself. */
  showsError?: boolean;
};

const LOST: ConsoleFailure = { code: 'NetworkError', message: 'The server could not be reached. Try again.', requestId: '' };

/** Runs a server action of the classroom, shows its result, and reloads the page's data. */
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
