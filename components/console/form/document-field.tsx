'use client';

import { Upload } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { type FieldPathByValue, type FieldValues, type UseFormReturn, useController } from 'react-hook-form';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field/field';
import { Textarea } from '../../ui/field/textarea';
import { missingProblem } from './text-field';

/** The largest document, in bytes. It fits into a call of the console; the wire API accepts larger ones. */
const MOST_BYTES = 700_000;

export type DocumentFieldProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  name: FieldPathByValue<Values, string>;
  label: string;
  description?: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  /** Returns the problem with a text. By default, the only problem is a missing text in a required field. */
  problem?: (text: string) => string | undefined;
  /** The file types, as in the `accept` attribute of a file input. */
  accept: string;
  placeholder?: string;
  rows?: number;
};

/** Renders a field for a document that is pasted or read from a file. */
export function DocumentField<Values extends FieldValues>(props: DocumentFieldProps<Values>) {
  const { form, name, accept, placeholder, rows = 7, problem = props.optional ? undefined : missingProblem, ...words } = props;
  const { field, fieldState } = useController({
    control: form.control,
    name,
    rules: { validate: (text: string) => problem?.(text) ?? true },
  });
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; bytes: number }>();
  const tooLarge = file !== undefined && file.bytes > MOST_BYTES;
  const read = async (chosen: File) => {
    setFile({ name: chosen.name, bytes: chosen.size });
    field.onChange(chosen.size > MOST_BYTES ? '' : await chosen.text());
    await form.trigger(name);
  };
  return (
    <div className="max-w-3xl space-y-2">
      <Field
        {...words}
        className="max-w-none"
        error={
          tooLarge
            ? `The console accepts files of up to ${size(MOST_BYTES)}. Use the API for larger files.`
            : fieldState.error?.message
        }
      >
        <Textarea {...field} mono rows={rows} placeholder={placeholder} autoComplete="off" spellCheck={false} />
      </Field>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <input
          ref={input}
          type="file"
          hidden
          accept={accept}
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            // Without a reset, the same file can't be chosen again after a change.
            event.currentTarget.value = '';
            if (chosen) void read(chosen);
          }}
        />
        <Button aria-label={`Choose a file for ${props.label}`} onClick={() => input.current?.click()}>
          <Upload aria-hidden size={14} />
          Choose file
        </Button>
        <span role="status" className="min-w-0 break-all text-ink-3 text-sm">
          {file ? `${file.name}, ${size(file.bytes)}` : ''}
        </span>
      </div>
    </div>
  );
}

function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000).toLocaleString('en')} KB`;
}
