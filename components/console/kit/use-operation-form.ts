'use client';

import { useRef } from 'react';
import { type DefaultValues, type FieldValues, type Path, type UseFormReturn, useForm } from 'react-hook-form';
import type { ConsoleAction, ConsoleFailure } from '@/lib/console/result';
import { fieldOfMember } from '../form/field-of-member';
import { type OperationOptions, useOperation } from './use-operation';

export type OperationFormOptions<Values extends FieldValues, Call, Output> = Omit<
  OperationOptions<Call, Output>,
  'handlesError'
> & {
  defaultValues: DefaultValues<Values>;
  /** The fields by the members of the call that they fill: a failure that is about one stands in it. */
  fields?: Readonly<Record<string, Path<Values>>>;
  /** In place of the service's words at a field, by the code of the failure. */
  words?: Readonly<Record<string, string>>;
  toInput: (values: Values) => Call;
  /** In place of a call that would change nothing. */
  onUnchanged?: () => void;
};

type OperationForm<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  /** The props for the `FormDialog` or `FormPage` around the fields. */
  submission: { onSubmit: () => void; pending: boolean; dirty: boolean; error: ConsoleFailure | undefined };
};

/** A form that is one write: what is entered, what is wrong with it here and in the service's eyes, and running it. */
export function useOperationForm<Values extends FieldValues, Call, Output>(
  action: ConsoleAction<Call, Output>,
  { defaultValues, fields = {}, words = {}, toInput, onUnchanged, ...options }: OperationFormOptions<Values, Call, Output>,
): OperationForm<Values> {
  const form = useForm<Values>({ defaultValues });
  const operation = useOperation(action, { ...options, handlesError: () => true });
  const dirty = form.formState.isDirty;
  const submitting = useRef(false);
  const send = form.handleSubmit(async (values) => {
    if (!dirty && onUnchanged) return onUnchanged();
    const result = await operation.run(toInput(values));
    if (result.ok) return;
    const { code, message } = result.error;
    const field = fieldOfMember(fields, result.error);
    if (field) form.setError(field, { message: words[code] ?? message }, { shouldFocus: true });
  });
  // A second press may come before React has drawn that the first is under way.
  const submit = async () => {
    if (submitting.current) return;
    submitting.current = true;
    await send().finally(() => {
      submitting.current = false;
    });
  };
  const error = fieldOfMember<string>(fields, operation.error) ? undefined : operation.error;
  return { form, submission: { onSubmit: () => void submit(), pending: operation.running, dirty, error } };
}
