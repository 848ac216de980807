'use client';

import type { ComponentType, ReactNode } from 'react';
import type { DefaultValues, FieldPathByValue, FieldValues, Path, UseFormReturn } from 'react-hook-form';
import type { ConsoleAction } from '@/lib/console/result';
import { type ChoiceFieldProps, RadioField, SelectField } from '../form/choice-field';
import { DocumentField, type DocumentFieldProps } from '../form/document-field';
import type { Tag, TagRules } from '../form/tag-rules';
import { TagsField } from '../form/tags-field';
import { TextField, type TextFieldProps } from '../form/text-field';
import type { OperationMessage } from './use-operation';
import { type OperationFormOptions, useOperationForm } from './use-operation-form';

/**
 * A field of a form: a text, a document that is pasted or read from a file, one of a few options, tags, or a component of the form's own.
 */
export type FormField<Values extends FieldValues> = (
  | ({ as: 'text' } & Omit<TextFieldProps<Values>, 'form'>)
  | ({ as: 'document' } & Omit<DocumentFieldProps<Values>, 'form'>)
  | ({ as: 'select' | 'radio' } & Omit<ChoiceFieldProps<Values>, 'form'>)
  | ({ as: 'tags'; name: FieldPathByValue<Values, Tag[]> } & TagRules)
  | OwnField<Values>
) & {
  /** False hides it while the form has these values. */
  shown?: (values: Values) => boolean;
};

export type OwnField<Values extends FieldValues> = { as: 'own'; Field: ComponentType<{ form: UseFormReturn<Values> }> };

/** A form that is one write, in a dialog or on a page. */
export type FormValue<Subject, Values extends FieldValues, Input, Output> = {
  description?: string | ((subject: Subject) => string);
  submitLabel: string;
  action: ConsoleAction<Input, Output>;
  start: (subject: Subject) => Values;
  /** The fields by the members of the call that they fill: a failure about a member stands at its field. */
  members?: Readonly<Record<string, Path<Values>>>;
  /** In place of the service's words at a field, by the code of the failure. */
  words?: Readonly<Record<string, string>>;
  toInput: (values: Values, subject: Subject) => Input;
  /** Returns why these values cannot be sent, where that is about no single field. */
  unfit?: (values: Values) => string | undefined;
  /** Returns the message after success. */
  done?: (input: Input, output: Output) => OperationMessage | undefined;
};

/** Returns the form of a value, and the props of the dialog or page around its fields. */
export function useFormValue<Subject, Values extends FieldValues, Input, Output>(
  value: FormValue<Subject, Values, Input, Output>,
  subject: Subject,
  more: Pick<OperationFormOptions<Values, Input, Output>, 'goTo' | 'onUnchanged' | 'onSuccess'>,
) {
  const { description, submitLabel, unfit } = value;
  const { form, submission } = useOperationForm(value.action, {
    defaultValues: value.start(subject) as DefaultValues<Values>,
    fields: value.members,
    words: value.words,
    toInput: (values: Values) => value.toInput(values, subject),
    success: value.done,
    ...more,
  });
  const described = typeof description === 'function' ? description(subject) : description;
  return { form, frame: { description: described, submitLabel, ...submission, disabledReason: unfit?.(form.watch()) } };
}

type FieldsProps<Values extends FieldValues> = { of: readonly FormField<Values>[]; form: UseFormReturn<Values> };

/** The fields of a form that are shown with its values. */
export function FormFields<Values extends FieldValues>({ of: fields, form }: FieldsProps<Values>): ReactNode {
  const conditional = fields.some(({ shown }) => shown !== undefined);
  const values = conditional ? form.watch() : undefined;
  return fields.map(({ shown, ...field }, at) => {
    if (values && shown?.(values) === false) return null;
    if (field.as === 'own') return <field.Field key={String(at)} form={form} />;
    const { as, ...props } = field;
    const Field = FIELDS[as] as ComponentType<{ form: UseFormReturn<Values>; name: string }>;
    return <Field key={field.name} form={form} {...props} />;
  });
}

const FIELDS = { text: TextField, document: DocumentField, select: SelectField, radio: RadioField, tags: TagsField } as const;
