'use client';

import { type ReactNode, useId, useRef } from 'react';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';

/** The place of a row, for its controls. */
type EditableRow<Row> = {
  index: number;
  change: (part: Partial<Row>) => void;
  /** The id of the element with the row's problem. Absent if the row has none. */
  describedBy?: string;
};

type EditableListProps<Row> = {
  rows: readonly Row[];
  onRowsChange: (rows: Row[]) => void;
  /** The name of a row's kind in lower case: "tag". */
  noun: string;
  /** Returns the row's name for its Remove button. */
  nameOf?: (row: Row) => string;
  fresh: Row;
  addLabel: string;
  /** The CSS grid columns of a row, including its Remove button. */
  columns: string;
  /** True if the controls have labels above them. The Remove button is then aligned with the controls. */
  labelled?: boolean;
  /** Returns the problem with a whole row. Omit it if each control is a Field that shows its own problem. */
  problemOf?: (index: number) => string | undefined;
  empty?: ReactNode;
  /** True if no row can be added. */
  full?: boolean;
  /** Text beside the Add button. */
  note?: ReactNode;
  disabled?: boolean;
  /** Renders the controls of a row. */
  children: (row: Row, place: EditableRow<Row>) => ReactNode;
};

const FIELD = 'input:not([type=hidden], [aria-hidden=true]), textarea';

/** Renders a list of rows that can be added, edited and removed. It shows problems under their rows and keeps the focus in the list. */
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
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is identified by its position, as rows may be equal
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
