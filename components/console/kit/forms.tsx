'use client';

import { type ComponentType, type ReactNode, useState } from 'react';
import type { DefaultValues, FieldPathByValue, FieldValues, Path, UseFormReturn } from 'react-hook-form';
import type { ConsoleAction } from '@/lib/console/result';
import { Panel } from '../../ui/panel';
import { type ChoiceFieldProps, RadioField, SelectField } from '../form/choice-field';
import { DocumentField, type DocumentFieldProps } from '../form/document-field';
import { FormDialog } from '../form/form-dialog';
import { FormPage } from '../form/form-page';
import type { Tag, TagRules } from '../form/tag-rules';
import { TagsField } from '../form/tags-field';
import { TextField, type TextFieldProps } from '../form/text-field';
import type { Opened, OpenedProps } from './act';
import { useTools } from './tools';
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

type OwnField<Values extends FieldValues> = { as: 'own'; Field: ComponentType<{ form: UseFormReturn<Values> }> };

/** A form that is one write, in a dialog or on a page. */
type FormValue<Subject, Values extends FieldValues, Input, Output> = {
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
function useForm<Subject, Values extends FieldValues, Input, Output>(
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

type DialogValue<Subject, Values extends FieldValues, Input, Output> = FormValue<Subject, Values, Input, Output> & {
  title: string | ((subject: Subject) => string);
  size?: 'sm' | 'md' | 'lg' | 'xl';
  /** The page to open after success. Default: stay. */
  goTo?: (input: Input, output: Output) => string;
  /** Returns the dialog that follows in its place after success, such as one with a secret that is shown once. */
  next?: (output: Output, subject: Subject, close: () => void) => ReactNode;
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
  const { title, size, fields, next } = value;
  const [made, setMade] = useState<{ output: Output }>();
  const { form, frame } = useForm(value, subject, {
    goTo: value.goTo,
    onUnchanged: value.edits && onClose,
    onSuccess: (output) => {
      if (next) return setMade({ output });
      onClose();
      onDone?.();
    },
  });
  if (made) return next?.(made.output, subject, onClose);
  return (
    <FormDialog title={typeof title === 'string' ? title : title(subject)} size={size} {...frame} onClose={onClose}>
      <Fields of={fields} form={form} />
    </FormDialog>
  );
}

type PanelValue<Values extends FieldValues> = { title: string; description?: string; fields: readonly FormField<Values>[] };

type PageValue<Given, Values extends FieldValues, Input, Output> = FormValue<Given, Values, Input, Output> & {
  title: string;
  /** The actions that it calls. A reader who may not is told so before they fill it in. */
  takes?: string | readonly string[];
  /** The list to which it adds. */
  list: { label: string; href: string };
  /** The end of the breadcrumbs, where it is not the title. */
  crumb?: string;
  goTo: (input: Input, output: Output) => string;
  /** Panels of fields, and components that bring a panel of their own. */
  panels: readonly (PanelValue<Values> | OwnField<Values>)[];
  Help?: ComponentType;
};

/** Returns a page with a form: it makes something new, and goes to it. `Given` are the props of the page, from which the form starts. */
export function formPage<Values extends FieldValues, Input, Output, Given extends object = Record<never, never>>(
  value: PageValue<Given, Values, Input, Output>,
): ComponentType<Given> {
  return (given) => <PageOf of={value} given={given} />;
}

type PageProps<Given, Values extends FieldValues, Input, Output> = { of: PageValue<Given, Values, Input, Output>; given: Given };

function PageOf<Given, Values extends FieldValues, Input, Output>(props: PageProps<Given, Values, Input, Output>) {
  const { of: value, given } = props;
  const { title, crumb, list, takes = [], panels, goTo, Help } = value;
  const { missing } = useTools();
  const { form, frame } = useForm(value, given, { goTo });
  return (
    <>
      <FormPage
        title={title}
        crumb={crumb}
        breadcrumbs={[list]}
        cancelHref={list.href}
        missing={missing(...(typeof takes === 'string' ? [takes] : takes))}
        {...frame}
      >
        {panels.map((panel, at) =>
          'as' in panel ? (
            <panel.Field key={String(at)} form={form} />
          ) : (
            <Panel key={panel.title} title={panel.title} description={panel.description}>
              <div className="space-y-5">
                <Fields of={panel.fields} form={form} />
              </div>
            </Panel>
          ),
        )}
      </FormPage>
      {Help ? <Help /> : null}
    </>
  );
}

type FieldsProps<Values extends FieldValues> = { of: readonly FormField<Values>[]; form: UseFormReturn<Values> };

function Fields<Values extends FieldValues>({ of: fields, form }: FieldsProps<Values>): ReactNode {
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
