'use client';

import type { ReactNode } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { Answer } from '@/components/console/page/answer';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { ConsoleAction } from '@/lib/console/result';

type RestoreVersionProps = {
  /** "3". */
  version: string;
  /** The version that a row of the table asks for. Null if none was asked for. */
  asked: string | null;
  /** The effect of restoring, in one sentence. */
  description: string;
  /** Why it can't be done now. */
  disabledReason: string | undefined;
  running: boolean;
  /** True if it takes more than a click. */
  asks?: boolean;
  onRestore: () => void;
  /** The principals whose access would change. Undefined while the version is being read. */
  children: ReactNode;
};

/** Restores a version of a policy, and shows the impact first. All kinds of policies use it. */
export function RestoreVersion(props: RestoreVersionProps) {
  const { version, asked, description, disabledReason, running, asks = false, onRestore, children } = props;
  return (
    <Answer label={`Restore version ${version}`} asked={asked} className="space-y-4">
      <Panel
        verdict
        title={`Restore version ${version}`}
        description={description}
        actions={
          <Button variant="primary" loading={running} disabledReason={disabledReason} onClick={onRestore}>
            Restore version {version}
            {asks ? '…' : ''}
          </Button>
        }
      />
      {children ?? <Skeleton className="h-32" />}
    </Answer>
  );
}

type Restored<Input> = {
  /** The input of the call that undoes it. Undefined until it is known. */
  before: Input | undefined;
  /** "Version 3 is now the default." */
  text: string;
  /** "Version 5 is the default again." */
  undone: string;
};

/** Returns the operation that restores a version. Its message offers Undo. */
export function useRestore<Input, Output>(
  action: ConsoleAction<Input, Output>,
  { before, text, undone }: Restored<NoInfer<Input>>,
) {
  const undo = useOperation(action, { success: () => ({ text: undone }) });
  const link = before === undefined ? undefined : { label: 'Undo', onSelect: () => void undo.run(before) };
  const message = { text, link };
  return { message, ...useOperation(action, { success: () => message }) };
}
