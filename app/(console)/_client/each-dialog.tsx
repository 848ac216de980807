'use client';

import { type ReactNode, useId, useState } from 'react';
import { FailedSteps } from '@/app/(console)/_client/failed-steps';
import { type EachAction, useEach } from '@/app/(console)/_client/use-each';
import { TypedConfirmation } from '@/components/console/kit/confirm-form';
import { ErrorBox } from '@/components/console/page/error-box';
import { useFlash } from '@/components/console/shell/flashbar';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useRouter } from '@/components/ui/navigation';
import { Progress } from '@/components/ui/progress';

type EachDialogProps<Item, Call> = {
  title: string;
  description?: string;
  /** The plural noun: "users". */
  noun: string;
  items: readonly Item[];
  /** Returns the name of an item: "user maria". */
  nameOf: (item: Item) => string;
  action: EachAction<Call>;
  callOf: (item: Item) => Call;
  submitLabel: string;
  /** The text that must be typed first, if the change deletes something. */
  typeToConfirm?: string;
  /** The reason why the change can't be made now. */
  disabledReason?: string;
  /** Returns the success message for a number of items: "3 users were deleted." */
  done: (count: number) => string;
  /** The act that reverses the changes that were made. */
  undo?: { label: string; run: (done: readonly Item[]) => void };
  size?: 'md' | 'lg';
  onClose: () => void;
  /** The page to open after all changes are made. */
  goTo?: string;
  /** Called when the dialog closes after some or all changes are made, with the items that are left. */
  onDone?: (left: readonly Item[]) => void;
  /** The question that is shown before the start. */
  children: ReactNode;
};

/** The most failures that are listed. The others are counted. */
const SHOWN_FAILURES = 20;

/**
 * Renders a dialog that makes the same change to several items. It asks first, shows progress and failures, and offers Stop and Retry. It
 * stays open until all changes are made or the user closes it.
 */
export function EachDialog<Item, Call>(props: EachDialogProps<Item, Call>) {
  const { title, noun, items, nameOf, action, callOf, submitLabel, typeToConfirm, disabledReason, done, undo, size, onClose } =
    props;
  const { run, progress, stop, outcome } = useEach<Item, Call>(action);
  const flash = useFlash();
  const router = useRouter();
  const formId = useId();
  const [typed, setTyped] = useState('');
  const [before, setBefore] = useState(0);
  const rest = outcome ? [...outcome.failed.map(({ item }) => item), ...outcome.left] : items;
  const confirmed = typeToConfirm === undefined || typed === typeToConfirm;
  const start = async () => {
    const { done: count, failed, left } = await run(rest, callOf);
    const link = undo && { label: undo.label, onSelect: () => undo.run(items) };
    if (count > 0) flash.withdraw(link);
    setBefore(before + count);
    if (failed.length + left.length > 0) return;
    flash.success(done(items.length), link);
    onClose();
    props.onDone?.([]);
    if (props.goTo !== undefined) router.push(props.goTo);
  };
  const close = () => {
    onClose();
    if (before > 0) props.onDone?.(rest);
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      dismissible={!progress}
      size={size}
      title={title}
      description={progress || outcome ? undefined : props.description}
      footer={
        progress ? (
          stop === null ? (
            <Button variant="primary" loading>
              {submitLabel}
            </Button>
          ) : (
            <Button onClick={stop}>Stop</Button>
          )
        ) : outcome ? (
          <>
            <Button onClick={close}>Close</Button>
            {undo && before > 0 ? (
              <Button
                onClick={() => {
                  undo.run(items.filter((item) => !rest.includes(item)));
                  onClose();
                }}
              >
                {undo.label}
              </Button>
            ) : null}
            <Button variant="primary" onClick={() => void start()}>
              Try the rest again
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              form={formId}
              variant={typeToConfirm === undefined ? 'primary' : 'danger-primary'}
              disabledReason={disabledReason}
              disabled={!confirmed}
            >
              {submitLabel}
            </Button>
          </>
        )
      }
    >
      {progress ? (
        <div className="space-y-2" aria-live="polite">
          <Progress label={`${title.replace(/\?$/, '')}: tried`} value={progress.tried} max={progress.of} />
          {stop === null ? null : <p className="text-ink-2">If you stop, changes that were already made remain.</p>}
        </div>
      ) : outcome ? (
        <div className="space-y-4">
          {before > 0 ? <p>{done(before)}</p> : null}
          <FailedSteps
            title={outcome.failed.length === 1 ? 'One failed' : `${outcome.failed.length.toLocaleString('en')} ${noun} failed`}
            steps={outcome.failed.slice(0, SHOWN_FAILURES).map(({ item, error }) => ({ what: nameOf(item), error }))}
          />
          {outcome.failed.length > SHOWN_FAILURES ? (
            <p>And {(outcome.failed.length - SHOWN_FAILURES).toLocaleString('en')} more that are not shown.</p>
          ) : null}
          {outcome.error ? <ErrorBox error={outcome.error} live /> : null}
          {outcome.left.length > 0 ? (
            <Alert kind="info" title={`${outcome.left.length.toLocaleString('en')} ${noun} were not tried`} />
          ) : null}
        </div>
      ) : (
        <form
          id={formId}
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            // In React, the event would also bubble to a form around the dialog.
            event.stopPropagation();
            if (confirmed && !disabledReason) void start();
          }}
        >
          <div className="space-y-2 break-words">{props.children}</div>
          {typeToConfirm === undefined ? null : <TypedConfirmation text={typeToConfirm} value={typed} onChange={setTyped} />}
        </form>
      )}
    </Dialog>
  );
}
