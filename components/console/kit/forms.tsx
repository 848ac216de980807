'use client';

import type { ComponentType, ReactNode } from 'react';
import type { DefaultValues, FieldPathByValue, FieldValues, Path, UseFormReturn } from 'react-hook-form';
import type { ConsoleAction } from '@/lib/console/result';
import { Panel } from '../../ui/panel';
import { DocumentField, type DocumentFieldProps } from '../form/document-field';
import { FormDialog } from '../form/form-dialog';
import { FormPage } from '../form/form-page';
import type { Tag, TagRules } from '../form/tag-rules';
import { TagsField } from '../form/tags-field';
import { TextField, type TextFieldProps } from '../form/text-field';
import type { Opened, OpenedProps } from './act';
import { useTools } from './tools';
import type { OperationMessage } from './use-operation';
import { useOperationForm } from './use-operation-form';

/** A field of a form: a text, a document that is pasted or read from a file, tags, or a component of the form's own. */
export type FormField<Values extends FieldValues> =
  | ({ as: 'text' } & Omit<TextFieldProps<Values>, 'form'>)
  | ({ as: 'document' } & Omit<DocumentFieldProps<Values>, 'form'>)
  | ({ as: 'tags'; name: FieldPathByValue<Values, Tag[]> } & TagRules)
  | { as: 'own'; Field: ComponentType<{ form: UseFormReturn<Values> }> };

/** A form that is one write. */
type FormValue<Subject, Values extends FieldValues, Input, Output> = {
  title: string;
  submitLabel: string;
  /** The actions that it calls. A reader who may not is told so before they fill it in. */
  takes?: string | readonly string[];
  action: ConsoleAction<Input, Output>;
  start: (subject: Subject) => Values;
  /** The fields by the members of the call that they fill: a failure about a member stands at its field. */
  members?: Readonly<Record<string, Path<Values>>>;
  /** In place of the service's words at a field, by the code of the failure. */
  words?: Readonly<Record<string, string>>;
  toInput: (values: Values, subject: Subject) => Input;
  done: (input: Input, output: Output) => OperationMessage | undefined;
};

type DialogValue<Subject, Values extends FieldValues, Input, Output> = Omit<
  FormValue<Subject, Values, Input, Output>,
  'title' | 'takes'
> & {
  title: string | ((subject: Subject) => string);
  description?: string;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  /** The page to open after success. Default: stay. */
  goTo?: (input: Input, output: Output) => string;
  /** True closes it without a call when nothing was changed. */
  edits?: true;
  fields: readonly FormField<Values>[];
};

/** Returns a dialog with a form, which an act opens. */
export function formDialog<Subject, Values extends FieldValues, Input, Output>(
  value: DialogValue<Subject, Values, Input, Output>,
): Opened<Subject> {
  return (props) => <DialogOf of={value} {...props} />;
}

type DialogProps<Subject, Values extends FieldValues, Input, Output> = OpenedProps<Subject> & {
  of: DialogValue<Subject, Values, Input, Output>;
};

function DialogOf<Subject, Values extends FieldValues, Input, Output>(props: DialogProps<Subject, Values, Input, Output>) {
  const { of: value, subject, onDone, onClose } = props;
  const { title, description, submitLabel, size, fields } = value;
  const { form, submission } = useOperationForm(value.action, {
    defaultValues: value.start(subject) as DefaultValues<Values>,
    fields: value.members,
    words: value.words,
    toInput: (values: Values) => value.toInput(values, subject),
    success: value.done,
    goTo: value.goTo,
    onUnchanged: value.edits && onClose,
    onSuccess: () => {
      onClose();
      onDone?.();
    },
  });
  return (
    <FormDialog
      title={typeof title === 'string' ? title : title(subject)}
      description={description}
      submitLabel={submitLabel}
      size={size}
      {...submission}
      onClose={onClose}
    >
      {fields.map((field, at) => (
        <FieldOf key={keyOf(field, at)} field={field} form={form} />
      ))}
    </FormDialog>
  );
}

type PageValue<Values extends FieldValues, Input, Output> = FormValue<null, Values, Input, Output> & {
  /** The list to which it adds. */
  list: { label: string; href: string };
  /** The end of the breadcrumbs, where it is not the title. */
  crumb?: string;
  description?: string;
  goTo: (input: Input, output: Output) => string;
  panels: readonly { title: string; description?: string; fields: readonly FormField<Values>[] }[];
  Help?: ComponentType;
};

/** Returns a page with a form: it makes something new, and goes to it. */
export function formPage<Values extends FieldValues, Input, Output>(value: PageValue<Values, Input, Output>): ComponentType {
  return () => <PageOf of={value} />;
}

function PageOf<Values extends FieldValues, Input, Output>({ of: value }: { of: PageValue<Values, Input, Output> }) {
  const { title, crumb, description, list, submitLabel, takes = [], panels, Help } = value;
  const { missing } = useTools();
  const { form, submission } = useOperationForm(value.action, {
    defaultValues: value.start(null) as DefaultValues<Values>,
    fields: value.members,
    words: value.words,
    toInput: (values: Values) => value.toInput(values, null),
    success: value.done,
    goTo: value.goTo,
  });
  return (
    <>
      <FormPage
        title={title}
        crumb={crumb}
        description={description}
        breadcrumbs={[list]}
        submitLabel={submitLabel}
        cancelHref={list.href}
        missing={missing(...(typeof takes === 'string' ? [takes] : takes))}
        {...submission}
      >
        {panels.map((panel) => (
          <Panel key={panel.title} title={panel.title} description={panel.description}>
            <div className="space-y-5">
              {panel.fields.map((field, at) => (
                <FieldOf key={keyOf(field, at)} field={field} form={form} />
              ))}
            </div>
          </Panel>
        ))}
      </FormPage>
      {Help ? <Help /> : null}
    </>
  );
}

type FieldOfProps<Values extends FieldValues> = { field: FormField<Values>; form: UseFormReturn<Values> };

function FieldOf<Values extends FieldValues>({ field, form }: FieldOfProps<Values>): ReactNode {
  if (field.as === 'own') return <field.Field form={form} />;
  const { as, ...props } = field;
  if (as === 'text') return <TextField form={form} {...(props as Omit<TextFieldProps<Values>, 'form'>)} />;
  if (as === 'document') return <DocumentField form={form} {...(props as Omit<DocumentFieldProps<Values>, 'form'>)} />;
  return <TagsField form={form} {...(props as { name: FieldPathByValue<Values, Tag[]> })} />;
}

function keyOf<Values extends FieldValues>(field: FormField<Values>, at: number): string {
  return field.as === 'own' ? String(at) : field.name;
}
