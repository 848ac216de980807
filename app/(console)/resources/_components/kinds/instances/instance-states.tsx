'use client';

import { useEffect, useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { ReadBox } from '@/components/console/page/read-box';
import { RefreshButton } from '@/components/console/page/refresh-button';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { changeInstance } from './actions';
import { InstanceState } from './instance-state';
import { instanceReads } from './queries';

/** The transitional states of an instance. */
const ON_THE_WAY = ['pending', 'stopping', 'shutting-down'];
const LOOK_AGAIN_MS = 2_000;

type Change = 'start' | 'stop' | 'reboot';
const CHANGES: readonly { to: Change; label: string }[] = [
  { to: 'start', label: 'Start' },
  { to: 'stop', label: 'Stop' },
  { to: 'reboot', label: 'Reboot' },
];
const DONE: Readonly<Record<Change, string>> = { start: 'is starting', stop: 'is stopping', reboot: 'is rebooting' };

/** Renders the state of an instance and the buttons that start, stop and reboot it. */
export function InstanceStates({ at }: { at: ResourceAt }) {
  const read = useRead(instanceReads.describe(at));
  const state = read.data?.State.Name;
  const { refetch } = read;
  const moving = state !== undefined && ON_THE_WAY.includes(state);
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(refetch, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [moving, refetch]);
  const change = useOperation(changeInstance, {
    success: ({ input }) => ({ text: `${at.name} ${DONE[input.to]}.` }),
    handlesError: () => true,
  });
  const [asked, setAsked] = useState<Change>();
  const run = (to: Change) => {
    setAsked(to);
    void change.run({ region: at.region, input: { id: at.name, to } });
  };
  return (
    <Panel
      title="Instance state"
      description="As in AWS, state changes take a few seconds. Gatehouse runs no instances. You can see who can start and stop them."
      actions={<RefreshButton what="state" read={read} />}
    >
      <div className="space-y-4">
        <ReadBox read={read} what="the state of this instance">
          {() => (
            <p role="status" aria-label="State" className="text-lg">
              {state === undefined ? '–' : <InstanceState state={state} />}
            </p>
          )}
        </ReadBox>
        <div className="flex flex-wrap gap-2">
          {CHANGES.map(({ to, label }) => (
            <Button key={to} disabled={change.running} loading={change.running && asked === to} onClick={() => run(to)}>
              {label}
            </Button>
          ))}
        </div>
        {change.error ? <ErrorBox error={change.error} live /> : null}
      </div>
    </Panel>
  );
}
