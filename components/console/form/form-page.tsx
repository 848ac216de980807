'use client';

import type { ReactNode, SubmitEvent } from 'react';
import { Alert } from '../../ui/alert';
import { Button, ButtonLink } from '../../ui/button';
import type { ConsoleError } from '../page/console-error';
import { ErrorBox } from '../page/error-box';
import { PageHeader, type PageHeaderProps } from '../page/page-header';
import { SplitLayout } from '../page/split-layout';
import { BottomBar } from './bottom-bar';
import { UnsavedChanges } from './unsaved-changes';

export type FormPageProps = PageHeaderProps & {
  onSubmit: () => void;
  submitLabel: string;
  cancelHref: string;
  pending?: boolean;
  /** True if there are unsaved changes. */
  dirty?: boolean;
  /** The error that belongs to no single field. */
  error?: ConsoleError | null;
  /** The reason why the form can't be submitted with any values. It is shown above the fields. */
  missing?: string;
  /** The reason why the form can't be submitted with its current values. */
  disabledReason?: string;
  /** Content beside the panels, or below them on narrow screens. */
  aside?: ReactNode;
  /** Content to the left of the buttons. If given, it and the buttons stay visible at the bottom of the window. */
  foot?: ReactNode;
  /** Additional buttons before Cancel. */
  buttons?: ReactNode;
  /** Panels. */
  children: ReactNode;
};

/** Renders a page with one form: panels of fields, the error, Cancel and the primary button. */
export function FormPage(props: FormPageProps) {
  const { onSubmit, submitLabel, cancelHref, pending = false, dirty = false, error, missing, children, ...rest } = props;
  const { disabledReason: unfit, aside, foot, buttons, ...header } = rest;
  const disabledReason = missing ?? unfit;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!pending && !disabledReason) onSubmit();
  };
  const fields = (
    <div className="space-y-4">
      {missing ? <Alert kind="info">{missing}.</Alert> : null}
      {children}
      {error ? <ErrorBox error={error} live /> : null}
    </div>
  );
  const all = (
    <>
      {buttons}
      <ButtonLink href={cancelHref}>Cancel</ButtonLink>
      <Button type="submit" variant="primary" loading={pending} disabledReason={disabledReason}>
        {submitLabel}
      </Button>
    </>
  );
  return (
    <form onSubmit={submit} noValidate>
      <PageHeader {...header} />
      {aside === undefined ? (
        fields
      ) : (
        <SplitLayout slim aside={aside}>
          {fields}
        </SplitLayout>
      )}
      {foot === undefined ? (
        <div className="mt-4 flex flex-wrap items-center justify-end gap-2">{all}</div>
      ) : (
        <BottomBar className="-mx-4 mt-4 border-line border-t bg-surface px-4 py-2.5 lg:-mx-6 lg:px-6">
          <div className="mr-auto flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">{foot}</div>
          {all}
        </BottomBar>
      )}
      <UnsavedChanges dirty={dirty && !pending} />
    </form>
  );
}
