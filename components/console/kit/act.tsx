'use client';

import dynamic from 'next/dynamic';
import { type FunctionComponent, type ReactNode, useState } from 'react';
import type { ConsoleAction } from '@/lib/console/result';
import { Button, ButtonLink, type ButtonProps } from '../../ui/button';
import type { MenuEntry } from '../../ui/menu';
import { ConfirmDialog } from './confirm-dialog';
import type { ConfirmDialogProps } from './confirm-form';
import { type Tools, useTools } from './tools';
import { type OperationOptions, useWrites } from './use-operation';

/** The props of a dialog that an act opens. It is mounted while it is open. */
export type OpenedProps<Subject> = {
  subject: Subject;
  /** The page to go to after success, where the subject is gone by then. */
  goTo?: string;
  /** Called after success; a list with several selected rows passes the ids of those that are left. */
  onDone?: (left?: readonly string[]) => void;
  onClose: () => void;
};

/** A dialog that an act opens. */
export type Opened<Subject> = FunctionComponent<OpenedProps<Subject>>;

/** Returns a dialog that is loaded when it is opened first. */
export function opened<Subject>(load: () => Promise<Opened<Subject>>): Opened<Subject> {
  const Loaded = dynamic(load);
  return (props) => <Loaded {...props} />;
}

/** A call that an act makes at once, without asking. */
export type Call<Input, Output> = Pick<OperationOptions<Input, Output>, 'success'> & {
  action: ConsoleAction<Input, Output>;
  input: Input;
};

/**
 * Something that can be done to a subject, such as a row of a list or the noun that a page is about. The same value is an entry in a list's
 * Actions menu and a button at the head of a page.
 */
export type Act<Subject> = {
  label: string;
  /** The accessible name of its button, where several buttons of a page have the same label. */
  fullLabel?: string;
  look?: 'danger' | 'primary';
  /** True puts a separator before the entry in a menu. */
  apart?: true;
  /** The actions that it calls: the reader must be allowed all of them. */
  takes?: string | readonly string[] | ((subject: Subject) => string | readonly string[]);
  /** Returns why it cannot be done to this subject, for any reader. */
  why?: (subject: Subject, tools: Tools) => string | null | undefined;
  /** False leaves it out for this subject. */
  shown?: (subject: Subject) => boolean;
} & (
  | { href: (subject: Subject) => string; opens?: never; runs?: never }
  | { opens: Opened<Subject>; href?: never; runs?: never }
  // biome-ignore lint/suspicious/noExplicitAny: each act has a call of its own
  | { runs: (subject: Subject) => Call<any, any>; href?: never; opens?: never }
);

/** Returns an act on something else: `of` finds its subject there. */
export function actOn<Other, Subject>(of: (other: Other) => Subject, act: Act<Subject>): Act<Other> {
  const { takes, why, shown, href, opens: Dialog, runs, ...same } = act;
  const common = {
    ...same,
    takes: typeof takes === 'function' ? (other: Other) => takes(of(other)) : takes,
    ...(why && { why: (other: Other, tools: Tools) => why(of(other), tools) }),
    ...(shown && { shown: (other: Other) => shown(of(other)) }),
  };
  if (href) return { ...common, href: (other) => href(of(other)) };
  if (runs) return { ...common, runs: (other) => runs(of(other)) };
  return { ...common, opens: ({ subject, ...rest }) => <Dialog subject={of(subject)} {...rest} /> };
}

type Confirmation<Input, Output> = Omit<ConfirmDialogProps<Input, Output>, 'goTo' | 'onDone' | 'onClose' | 'children'> & {
  /** The consequences, in words. */
  text: ReactNode;
};

/** Returns the dialog that asks before an act and then makes its call. */
export function confirmation<Subject, Input, Output>(of: (subject: Subject) => Confirmation<Input, Output>): Opened<Subject> {
  return ({ subject, goTo, onDone, onClose }) => {
    const { text, ...props } = of(subject);
    return (
      <ConfirmDialog {...props} goTo={goTo} onDone={() => onDone?.()} onClose={onClose}>
        {text}
      </ConfirmDialog>
    );
  };
}

/** Returns why an act cannot be done now, and undefined where it can. */
export function reasonAgainst<Subject>({ takes = [], why }: Act<Subject>, subject: Subject, tools: Tools): string | undefined {
  const actions = typeof takes === 'function' ? takes(subject) : takes;
  return why?.(subject, tools) ?? tools.missing(...(typeof actions === 'string' ? [actions] : actions));
}

export type Acts<Subject> = {
  /** Does an act that is no link: opens its dialog or makes its call. */
  begin: (act: Act<Subject>, subject: Subject) => void;
  /** True while a call that an act makes at once is under way. */
  running: boolean;
  /** The dialog that is open, if there is one. */
  dialog: ReactNode;
};

/** Returns what begins acts, and the dialog of the one that was begun last. */
export function useActs<Subject>(after: Pick<OpenedProps<Subject>, 'goTo' | 'onDone'> = {}): Acts<Subject> {
  const { write, running } = useWrites();
  const [open, setOpen] = useState<{ Dialog: Opened<Subject>; subject: Subject } | null>(null);
  return {
    begin: (act, subject) => {
      if (act.opens) setOpen({ Dialog: act.opens, subject });
      if (!act.runs) return;
      const { action, input, success } = act.runs(subject);
      void write(action, input, { success, onSuccess: () => after.onDone?.() });
    },
    running,
    dialog: open ? <open.Dialog subject={open.subject} {...after} onClose={() => setOpen(null)} /> : null,
  };
}

/** Returns the entries of a menu of acts. @param subject undefined while nothing is selected; then `unselected` says so */
export function entriesOf<Subject>(
  acts: readonly Act<Subject>[],
  subject: Subject | undefined,
  tools: Tools,
  begin: Acts<Subject>['begin'],
  unselected: string,
): MenuEntry[] {
  return acts
    .filter((act) => subject === undefined || act.shown?.(subject) !== false)
    .flatMap((act, index): MenuEntry[] => {
      const common = {
        label: act.label,
        danger: act.look === 'danger',
        disabledReason: subject === undefined ? unselected : reasonAgainst(act, subject, tools),
      };
      const entry: MenuEntry =
        act.href && subject !== undefined
          ? { ...common, href: act.href(subject) }
          : { ...common, onSelect: () => subject !== undefined && begin(act, subject) };
      return act.apart && index > 0 ? [{ type: 'separator' }, entry] : [entry];
    });
}

type ActButtonProps<Subject> = Pick<ButtonProps, 'size' | 'aria-label'> & {
  act: Act<Subject>;
  subject: Subject;
  tools: Tools;
  begin: Acts<Subject>['begin'];
  running?: boolean;
};

/** The button of an act. */
export function ActButton<Subject>({ act, subject, tools, begin, running, ...props }: ActButtonProps<Subject>) {
  if (act.shown?.(subject) === false) return null;
  const button = { 'aria-label': act.fullLabel, ...props };
  const reason = reasonAgainst(act, subject, tools);
  const variant = act.look ?? 'normal';
  if (act.href)
    return (
      <ButtonLink {...button} variant={variant} href={act.href(subject)} disabledReason={reason}>
        {act.label}
      </ButtonLink>
    );
  return (
    <Button
      {...button}
      variant={variant}
      disabledReason={reason}
      loading={act.runs ? running : undefined}
      onClick={() => begin(act, subject)}
    >
      {act.label}
    </Button>
  );
}

type ActButtonsProps<Subject> = Pick<OpenedProps<Subject>, 'subject' | 'goTo'> & { acts: readonly Act<Subject>[] };

/** The buttons of acts at the head of a page or panel that is written by hand, and the dialog that one of them opened. */
export function ActButtons<Subject>({ acts, subject, goTo }: ActButtonsProps<Subject>) {
  const tools = useTools();
  const { begin, running, dialog } = useActs<Subject>({ goTo });
  return (
    <>
      {acts.map((act, at) => (
        // By its place, so that a button keeps the focus when its act gives way to another: Add to Edit.
        <ActButton key={String(at)} act={act} subject={subject} tools={tools} begin={begin} running={running} />
      ))}
      {dialog}
    </>
  );
}

type RowButtonsProps<Subject> = Omit<ActButtonProps<Subject>, 'act' | 'size' | 'aria-label'> & {
  acts: readonly Act<Subject>[];
  /** The name of the row, which the names of the buttons end with. */
  name: string;
};

/** The buttons of acts in a row of a table. */
export function RowButtons<Subject>({ acts, name, ...button }: RowButtonsProps<Subject>) {
  return (
    <span className="inline-flex gap-2">
      {acts.map((act, at) => (
        <ActButton key={String(at)} size="sm" aria-label={`${act.label} ${name}`} act={act} {...button} />
      ))}
    </span>
  );
}
