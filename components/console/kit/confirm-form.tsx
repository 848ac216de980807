'use client';

import { type ReactNode, type Ref, useId, useRef, useState } from 'react';
import type { ConsoleAction } from '@/lib/console/result';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field/field';
import { Input } from '../../ui/field/input';
import { ErrorBox } from '../page/error-box';
import { type OperationMessage, useOperation } from './use-operation';

export type ConfirmDialogProps<Call, Output> = {
  /** "Delete user maria?" */
  title: string;
  description?: string;
  /** For the worst: what must be typed before the button works (the name, `delete`, an account id). */
  typeToConfirm?: string;
  /** "Delete" by default. */
  confirmLabel?: string;
  /** It takes nothing away; otherwise the button is red and the keyboard begins at Cancel. */
  harmless?: boolean;
  /** Why it can't be done now. */
  disabledReason?: string;
  size?: 'md' | 'lg';
  /** Lets what is asked reach the edges of the dialog. */
  flush?: boolean;
  action: ConsoleAction<Call, Output>;
  input: Call;
  /** The message after success. */
  success?: string | OperationMessage;
  /** After success, when the dialog is closed. */
  onDone?: (output: Output) => void;
  /** The page to open after success. */
  goTo?: string;
  /** Returns the dialog that follows in its place after success, such as one with a secret that is shown once. */
  next?: (output: Output, close: () => void) => ReactNode;
  onClose: () => void;
  /** The consequences, in words. */
  children: ReactNode;
};

/** Asks before harm, in proportion, by a question or typing the name, and then does it. Mounted while it is open. */
export function ConfirmForm<Call, Output>(props: ConfirmDialogProps<Call, Output>) {
  const { title, description, typeToConfirm, confirmLabel = 'Delete', harmless, disabledReason, size, flush } = props;
  const { action, input: call, success, goTo, next, onDone, onClose, children } = props;
  const [done, setDone] = useState<{ output: Output }>();
  const { run, running, error } = useOperation(action, {
    success: () => (typeof success === 'string' ? { text: success } : success),
    handlesError: () => true,
    onSuccess: (output) => {
      if (next) return setDone({ output });
      onClose();
      onDone?.(output);
    },
    goTo: goTo === undefined ? undefined : () => goTo,
  });
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const formId = useId();
  const asked = useRef(false);
  const confirmed = typeToConfirm === undefined || typed === typeToConfirm;
  if (done) return next?.(done.output, onClose);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!running}
      size={size}
      title={title}
      description={description}
      initialFocus={typeToConfirm !== undefined ? input : harmless ? undefined : cancel}
      footer={
        <>
          <Button ref={cancel} disabled={running} onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form={formId}
            variant={harmless ? 'primary' : 'danger-primary'}
            loading={running}
            disabledReason={disabledReason}
            disabled={!confirmed}
          >
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
          // React lets it bubble to a form around the dialog too.
          event.stopPropagation();
          // A second press may come before React has drawn that the first is under way.
          if (!confirmed || asked.current || disabledReason) return;
          asked.current = true;
          void run(call).finally(() => {
            asked.current = false;
          });
        }}
      >
        <div className={flush ? `-mx-5 -mt-4 ${error || typeToConfirm !== undefined ? '' : '-mb-4'}` : 'space-y-2 break-words'}>
          {children}
        </div>
        {typeToConfirm === undefined ? null : (
          <TypedConfirmation ref={input} text={typeToConfirm} value={typed} onChange={setTyped} />
        )}
        {error ? <ErrorBox error={error} live /> : null}
      </form>
    </Dialog>
  );
}

type TypedConfirmationProps = { text: string; value: string; onChange: (value: string) => void; ref?: Ref<HTMLInputElement> };

/** The field for the text that confirms the worst. */
export function TypedConfirmation({ text, value, onChange, ref }: TypedConfirmationProps) {
  return (
    <Field
      label={
        <>
          To confirm, enter <code className="break-all rounded-sm bg-none-soft px-1 font-mono text-sm">{text}</code>
        </>
      }
    >
      <Input
        ref={ref}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
    </Field>
  );
}
