'use client';

import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConsoleAction, ConsoleFailure, ConsoleResult } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { useRouter } from '../../ui/navigation';
import type { FlashLink } from '../shell/flash-messages';
import { useFlash } from '../shell/flashbar';
import { refreshReads } from './refresh-reads';
import { LOST } from './use-read';

/** Said after success, with a link to the thing, or with what takes it back; as a warning where what was done makes something less safe. */
export type OperationMessage = { text: string; link?: FlashLink; warns?: boolean };

export type OperationOptions<Input, Output> = {
  /** The keys, or their beginnings, of the only reads that the write makes old. Without it all are read again. */
  invalidates?: readonly QueryKey[];
  /** The message after success. Absent, or undefined where only a part succeeded: none. */
  success?: (input: Input, output: Output) => OperationMessage | undefined;
  /** Returns the page to open after success. */
  goTo?: (input: Input, output: Output) => string;
  onSuccess?: (output: Output) => void;
  /** True for failures that the form shows by itself; all others go into the flashbar. */
  handlesError?: (error: ConsoleFailure) => boolean;
};

export type OperationState<Input, Output> = {
  run: (input: Input) => Promise<ConsoleResult<Output>>;
  running: boolean;
  /** The failure of the last run, until the next. */
  error: ConsoleFailure | undefined;
};

type Writes = {
  write: <Input, Output>(
    action: ConsoleAction<Input, Output>,
    input: Input,
    options: OperationOptions<Input, Output>,
  ) => Promise<ConsoleResult<Output>>;
  running: boolean;
  /** The failure of the last write, until the next. */
  error: ConsoleFailure | undefined;
};

/** Returns what makes writes of any kind, and the state of the last. `write` refreshes what a write made old, reports it and goes on. */
export function useWrites(): Writes {
  const client = useQueryClient();
  const router = useRouter();
  const flash = useFlash();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<ConsoleFailure>();

  const write: Writes['write'] = async (action, input, options) => {
    setRunning(true);
    setError(undefined);
    const result = await callAction(action, input).catch(() => ({ ok: false as const, error: LOST }));
    setRunning(false);
    if (!result.ok) {
      // The notice in front of the page says that somebody else is signed in.
      if (result.error.signedInAs !== undefined) return result;
      setError(result.error);
      if (result.error.done?.length) await refreshReads(client, options.invalidates);
      if (!options.handlesError?.(result.error)) flash.error(result.error);
      return result;
    }
    const message = options.success?.(input, result.data);
    // Before the reads show the new state, because an older "Undo" does not lead back to it.
    flash.withdraw(message?.link);
    await refreshReads(client, options.invalidates);
    if (message) flash[message.warns ? 'warning' : 'success'](message.text, message.link);
    options.onSuccess?.(result.data);
    const target = options.goTo?.(input, result.data);
    if (target) router.push(target);
    return result;
  };
  return { write, running, error };
}

/** Returns one write: `run` calls its server action, then refreshes what it made old, reports success and goes on. */
export function useOperation<Input, Output>(
  action: ConsoleAction<Input, Output>,
  options: OperationOptions<Input, Output> = {},
): OperationState<Input, Output> {
  const { write, running, error } = useWrites();
  return { run: (input) => write(action, input, options), running, error };
}
