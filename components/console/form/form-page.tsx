'use client';

import type { ReactNode, SubmitEvent } from 'react';
import { Alert } from '../../ui/alert';
import { Button, ButtonLink } from '../../ui/button';
import type { ConsoleError } from '../page/console-error';
import { ErrorBox } from '../page/error-box';
import { PageHeader, type PageHeaderProps } from '../page/page-header';
import { UnsavedChanges } from './unsaved-changes';

type FormPageProps = PageHeaderProps & {
  onSubmit: () => void;
  submitLabel: string;
  cancelHref: string;
  pending?: boolean;
  /** Whether leaving would lose something. */
  dirty?: boolean;
  /** What went wrong as a whole; what is wrong with a field goes into the field. */
  error?: ConsoleError | null;
  /** Why it can't be submitted, whatever is filled in: said before anybody begins. */
  missing?: string;
  /** Why it can't be submitted as it is. */
  disabledReason?: string;
  /** Panels. */
  children: ReactNode;
};

/** One page, one form: panels of fields, the error, Cancel and the one primary button. */
export function FormPage(props: FormPageProps) {
  const { onSubmit, submitLabel, cancelHref, pending = false, dirty = false, error, missing, children, ...rest } = props;
  const { disabledReason: unfit, ...header } = rest;
  const disabledReason = missing ?? unfit;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!pending && !disabledReason) onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <PageHeader {...header} />
      <div className="space-y-4">
        {missing ? <Alert kind="info">{missing}.</Alert> : null}
        {children}
        {error ? <ErrorBox error={error} live /> : null}
      </div>
      <div className="mt-4 flex justify-end gap-2">
        <ButtonLink href={cancelHref}>Cancel</ButtonLink>
        <Button type="submit" variant="primary" loading={pending} disabledReason={disabledReason}>
          {submitLabel}
        </Button>
      </div>
      <UnsavedChanges dirty={dirty && !pending} />
    </form>
  );
}
