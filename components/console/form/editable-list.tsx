'use client';

import { type ReactNode, useId, useRef } from 'react';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';

/** What the controls of a row are given. */
type EditableRow<Row> = {
  index: number;
  change: (part: Partial<Row>) => void;
  /** Of the words that say what is wrong with the row; absent where nothing is. */
  describedBy?: string;
};

type EditableListProps<Row> = {
  rows: readonly Row[];
  onRowsChange: (rows: Row[]) => void;
  /** A row in lower case: "tag". */
  noun: string;
  /** What a row is called once it has a name, for the button that removes it. */
  nameOf?: (row: Row) => string;
  fresh: Row;
  addLabel: string;
  /** The grid of a row, the button that removes it included. */
  columns: string;
  /** The controls have labels over them, so that the button stands lower. */
  labelled?: boolean;
  /** What is wrong with a row as a whole. Where each control is a Field that says it, there is nothing to say here. */
  problemOf?: (index: number) => string | undefined;
  empty?: ReactNode;
  /** Nothing can be added any more. */
  full?: boolean;
  /** Beside the button that adds. */
  note?: ReactNode;
  disabled?: boolean;
  /** The controls of a row. */
  children: (row: Row, place: EditableRow<Row>) => ReactNode;
};

const FIELD = 'input:not([type=hidden], [aria-hidden=true]), textarea';

/** A few rows to edit: one more at the end, each removed by itself, what is wrong said under it. The focus goes along. */
export function EditableList<Row extends object>(props: EditableListProps<Row>) {
  const { rows, onRowsChange, noun, nameOf, columns, labelled, problemOf, empty, disabled } = props;
  const list = useRef<HTMLUListElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const id = useId();
  const focus = (index: number) =>
    requestAnimationFrame(() => (list.current?.children[index]?.querySelector<HTMLElement>(FIELD) ?? addButton.current)?.focus());
  const add = () => {
    onRowsChange([...rows, props.fresh]);
    focus(rows.length);
  };
  const remove = (index: number) => {
    onRowsChange(rows.filter((_, at) => at !== index));
    focus(Math.max(0, index - 1));
  };
  return (
    <div className="space-y-3">
      {rows.length === 0 ? empty : null}
      <ul ref={list} className="space-y-2 empty:hidden">
        {rows.map((row, index) => {
          const problem = problemOf?.(index);
          const change = (part: Partial<Row>) =>
            onRowsChange(rows.map((each, at) => (at === index ? { ...each, ...part } : each)));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list; what it holds may be empty or equal while typed
            <li key={index} aria-label={`${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${index + 1}`}>
              <div className={classNames('grid items-start gap-2', columns)}>
                {props.children(row, { index, change, describedBy: problem ? `${id}-${index}` : undefined })}
                <Button
                  className={labelled ? 'md:mt-6' : undefined}
                  disabled={disabled}
                  aria-label={`Remove ${noun} ${nameOf?.(row) || index + 1}`}
                  onClick={() => remove(index)}
                >
                  Remove
                </Button>
              </div>
              {problem ? (
                <p id={`${id}-${index}`} className="mt-1 text-deny text-sm">
                  {problem}
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <Button ref={addButton} onClick={add} disabled={disabled || props.full}>
          {props.addLabel}
        </Button>
        {props.note}
      </div>
    </div>
  );
}
