'use client';

import { Presentation } from 'lucide-react';
import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import type { ConsoleResult } from '@/lib/console/result';
import { closeDemonstration, openDemonstration } from '../actions';

type DemonstrationButtonsProps = {
  /** True if it can be started here. */
  offered: boolean;
  open: boolean;
  /** Called before its sessions end, so that no further requests are made in them. */
  onEnd: () => void;
  /** Called if its sessions could not be ended. */
  onStay: () => void;
};

/** Starts the demonstration, and ends it together with its organization. */
export function DemonstrationButtons({ offered, open, onEnd, onStay }: DemonstrationButtonsProps) {
  const { running, problem, run } = useLeading();
  if (!offered && !open) return null;
  return (
    <>
      {open ? (
        <Button
          size="sm"
          loading={running}
          onClick={() => {
            onEnd();
            void run(closeDemonstration).then((isDone) => (isDone ? undefined : onStay()));
          }}
        >
          End demonstration
        </Button>
      ) : (
        <Button size="sm" loading={running} onClick={() => void run(openDemonstration)}>
          <Presentation aria-hidden size={14} />
          Demonstration
        </Button>
      )}
      {problem ? (
        <Alert kind="error" live className="w-full">
          {problem}
        </Alert>
      ) : null}
    </>
  );
}

/** Shown without a signed-in identity, because the demonstration has its own personas. */
export function OpenDemonstration() {
  const { running, problem, run } = useLeading();
  return (
    <>
      {problem ? (
        <Alert kind="error" live className="mb-4">
          {problem}
        </Alert>
      ) : null}
      <Button variant="primary" loading={running} onClick={() => void run(openDemonstration)}>
        Start demonstration
      </Button>
    </>
  );
}

/** Runs an action that returns an address of another session, and loads it. `run` returns whether it did. */
function useLeading() {
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (action: () => Promise<ConsoleResult<{ href: string }>>) => {
    setRunning(true);
    setProblem(null);
    const result = await action().catch(() => null);
    if (result?.ok) {
      window.location.assign(result.data.href);
      return true;
    }
    setRunning(false);
    setProblem(result?.error.message ?? 'The server could not be reached. Try again.');
    return false;
  };
  return { running, problem, run };
}
