'use client';

import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { LOST } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import type { ConsoleResult } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { startShellAction } from './actions';

type TerminalGateProps = {
  onClose: () => void;
  /** Renders the shell. Without the permission, a persona of a scenario has one without a home folder. */
  children: (hasHome: boolean) => ReactNode;
};

/** Starts a shell session before its content is shown. Policies can deny it, as they can deny AWS CloudShell. */
export function TerminalGate({ onClose, children }: TerminalGateProps) {
  const [start, setStart] = useState<ConsoleResult<object | null> | null>(null);
  const begin = useCallback(() => {
    setStart(null);
    callAction(startShellAction, {}).then(setStart, () => setStart({ ok: false, error: LOST }));
  }, []);
  useEffect(begin, [begin]);
  if (start?.ok) return children(start.data !== null);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
      {start ? (
        <>
          <ErrorBox title="The shell could not be opened" error={start.error} onRetry={begin} live />
          <div>
            <Button onClick={onClose}>Close shell</Button>
          </div>
        </>
      ) : (
        <p className="flex items-center gap-2 text-ink-2">
          <Spinner size={14} /> Starting the shell…
        </p>
      )}
    </div>
  );
}
