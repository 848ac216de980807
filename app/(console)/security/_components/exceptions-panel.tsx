'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { Json } from '@/lib/console/result';
import type { PostureAnswer } from '@/lib/posture/operations';
import { deleteFindingException } from '../actions';
import { exceptionsQuery, type PostureException } from '../queries';

const ExceptionForm = dynamic(() => import('./exception-form').then((module) => module.ExceptionForm));
const UnitExceptionDialog = dynamic(() => import('./unit-exception-dialog').then((module) => module.UnitExceptionDialog));

/** The posture of an organization, for readers who can create exceptions for its OUs. */
type Managed = Pick<Json<PostureAnswer>, 'Checks'> & { Units: NonNullable<Json<PostureAnswer>['Units']> };

/** Lists exceptions with scope, reason and end, and creates ones for OUs. Renders nothing without either. */
export function ExceptionsPanel({ account, managed }: { account: string; managed: Managed | null }) {
  const read = useRead(exceptionsQuery());
  const withdraw = useOperation(deleteFindingException, {
    success: () => ({ text: 'The exception was withdrawn. Its findings count again.' }),
  });
  const [pressed, setPressed] = useState('');
  const missing = useMissing();
  const mayNotPut = missing('gatehouse:PutFindingException');
  const [open, setOpen] = useState<'unit' | PostureException>();
  const exceptions = read.data?.Exceptions ?? [];
  const units = managed?.Units ?? [];
  if (exceptions.length === 0 && units.length === 0) return null;
  const close = () => setOpen(undefined);
  return (
    <Panel
      title="Exceptions"
      count={exceptions.length}
      description="Findings that don't count for a limited time, with the reason."
      flush={exceptions.length > 0}
      actions={
        units.length > 0 ? (
          <Button disabledReason={mayNotPut} onClick={() => setOpen('unit')}>
            Create exception for OU…
          </Button>
        ) : null
      }
    >
      {exceptions.length === 0 ? <p className="text-ink-2">No exceptions.</p> : null}
      <ul className="divide-y divide-line">
        {exceptions.map((exception) => {
          const { ExceptionId, CheckTitle, Reason, ExpiresAt, CreatedBy, Own } = exception;
          const extent = `(${extentOf(exception, account)})`;
          return (
            <li key={ExceptionId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1 basis-64">
                <p className="break-words font-medium">
                  {CheckTitle}
                  <span className="font-normal text-ink-3"> {extent}</span>
                </p>
                <p className="break-words text-ink-2 text-sm">{Reason}</p>
              </div>
              <p className="text-ink-3 text-sm">
                by {CreatedBy.split('/').at(-1)}, until <Time value={ExpiresAt} format="short" />
              </p>
              {Own ? (
                <div className="flex gap-2">
                  <Button
                    size="sm"
                    disabledReason={mayNotPut}
                    onClick={() => setOpen(exception)}
                    aria-label={`Change: ${CheckTitle} ${extent}`}
                  >
                    Change
                  </Button>
                  <Button
                    size="sm"
                    loading={withdraw.running && pressed === ExceptionId}
                    disabled={withdraw.running}
                    disabledReason={missing('gatehouse:DeleteFindingException')}
                    onClick={() => {
                      setPressed(ExceptionId);
                      void withdraw.run({ ExceptionId });
                    }}
                    aria-label={`Withdraw: ${CheckTitle} ${extent}`}
                  >
                    Withdraw
                  </Button>
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
      {open === 'unit' && managed ? (
        <UnitExceptionDialog units={managed.Units} checks={managed.Checks} onClose={close} />
      ) : open && open !== 'unit' ? (
        <ExceptionForm
          title="Edit exception"
          description={`${open.CheckTitle} (${extentOf(open, account)})`}
          submitLabel="Save changes"
          about={aboutOf(open)}
          critical={open.Critical}
          reason={open.Reason}
          success={`The exception was changed: ${open.CheckTitle}.`}
          onClose={close}
        />
      ) : null}
    </Panel>
  );
}

/** Returns the scope of an exception in words. */
function extentOf({ FindingId, TargetId, UnitName }: PostureException, account: string): string {
  const what = FindingId ? 'one finding' : 'the whole check';
  if (TargetId === account) return what;
  return UnitName === undefined ? `${what}, in ${TargetId}` : `${what}, in the OU ${UnitName}`;
}

function aboutOf({ FindingId, CheckId, TargetId }: PostureException) {
  return FindingId === undefined ? { CheckId, TargetId } : { FindingId, TargetId };
}
