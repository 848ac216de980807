'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { deleteFindingException } from '../actions';
import { exceptionsQuery } from '../queries';

/** What is left as it is, why and until when. Nothing where nothing is. */
export function ExceptionsPanel() {
  const read = useRead(exceptionsQuery());
  const withdraw = useOperation(deleteFindingException, {
    success: () => ({ text: 'The exception is withdrawn: what it covered counts again.' }),
  });
  const [pressed, setPressed] = useState('');
  const exceptions = read.data?.Exceptions ?? [];
  if (exceptions.length === 0) return null;
  return (
    <Panel title="Exceptions" count={exceptions.length} description="Left as it is for some time, for a reason." flush>
      <ul className="divide-y divide-line">
        {exceptions.map(({ ExceptionId, CheckTitle, FindingId, Reason, ExpiresAt, CreatedBy, Own }) => (
          <li key={ExceptionId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-medium">
                {CheckTitle}
                <span className="font-normal text-ink-3"> {FindingId ? '(one finding)' : '(the whole check)'}</span>
              </p>
              <p className="break-words text-ink-2 text-sm">{Reason}</p>
            </div>
            <p className="text-ink-3 text-sm">
              by {CreatedBy.split('/').at(-1)}, until <Time value={ExpiresAt} format="short" />
            </p>
            {Own ? (
              <Button
                size="sm"
                loading={withdraw.running && pressed === ExceptionId}
                disabled={withdraw.running}
                onClick={() => {
                  setPressed(ExceptionId);
                  void withdraw.run({ ExceptionId });
                }}
                aria-label={`Withdraw: ${CheckTitle}`}
              >
                Withdraw
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
