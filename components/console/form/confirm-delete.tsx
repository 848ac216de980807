'use client';

import { type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import type { ConsoleError } from '../page/console-error';
import { ErrorBox } from '../page/error-box';

type ConfirmDeleteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** "Delete user maria?" */
  title: string;
  /** For the worst: what must be typed before the button works (the name, `delete`, an account id). */
  typeToConfirm?: string;
  /** "Delete" by default. */
  confirmLabel?: string;
  onConfirm: () => void;
  pending?: boolean;
  error?: ConsoleError | null;
  /** What will be gone, in words. */
  children: ReactNode;
};

/** Asks before harm, in proportion: a question, or typing the name. */
export function ConfirmDelete({ open, onOpenChange, ...rest }: ConfirmDeleteProps) {
  return open ? <OpenConfirmDelete onOpenChange={onOpenChange} {...rest} /> : null;
}

// Mounted per question, so that what was typed for one is gone at the next.
function OpenConfirmDelete({
  onOpenChange,
  title,
  typeToConfirm,
  confirmLabel = 'Delete',
  onConfirm,
  pending = false,
  error,
  children,
}: Omit<ConfirmDeleteProps, 'open'>) {
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const formId = useId();
  const confirmed = typeToConfirm === undefined || typed === typeToConfirm;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      dismissible={!pending}
      title={title}
      initialFocus={typeToConfirm === undefined ? cancel : input}
      footer={
        <>
          <Button ref={cancel} disabled={pending} onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="danger-primary" loading={pending} disabled={!confirmed}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (confirmed && !pending) onConfirm();
        }}
      >
        <div className="space-y-2 break-words">{children}</div>
        {typeToConfirm === undefined ? null : (
          <Field
            label={
              <>
                To confirm, type <code className="break-all rounded-sm bg-none-soft px-1 font-mono text-sm">{typeToConfirm}</code>
              </>
            }
          >
            <Input
              ref={input}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
        {error ? <ErrorBox error={error} live /> : null}
      </form>
    </Dialog>
  );
}
