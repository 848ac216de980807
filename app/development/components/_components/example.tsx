'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { type DefaultValues, type FieldValues, type UseFormReturn, useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import styles from './gallery.module.css';

/** The components of one file: each state under the words that say what it is. */
export type Example = {
  /** Below `components`, without the ending. */
  file: string;
  states: Readonly<Record<string, ReactNode>>;
  /** Needs the width of the page: the themes stand one over the other. */
  wide?: true;
};

export function Row({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

export function Column({ children }: { children: ReactNode }) {
  return <div className={styles.column}>{children}</div>;
}

type HeldProps<Value> = { start: Value; children: (value: Value, change: (next: Value) => void) => ReactNode };

/** Holds the value of a control, so that the reader can change it. */
export function Held<Value>({ start, children }: HeldProps<Value>) {
  const [value, setValue] = useState(start);
  return children(value, setValue);
}

/** A button that opens a dialog or a drawer over the page, in the theme of the page. */
export function Opens({ what, children }: { what: string; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button data-opens onClick={() => setOpen(true)}>
        Open {what}
      </Button>
      {open ? children(() => setOpen(false)) : null}
    </>
  );
}

type WithFormProps<Values extends FieldValues> = {
  values: DefaultValues<Values>;
  /** Says at once what is wrong. */
  checked?: true;
  children: (form: UseFormReturn<Values>) => ReactNode;
};

/** A form around fields that are parts of one. */
export function WithForm<Values extends FieldValues>({ values, checked, children }: WithFormProps<Values>) {
  const form = useForm<Values>({ defaultValues: values });
  const { trigger } = form;
  useEffect(() => {
    if (checked) void trigger();
  }, [checked, trigger]);
  return children(form);
}
