'use client';

import type { z } from 'zod';
import { fieldProblem } from '@/components/console/form/field-problem';
import type { Opened } from '@/components/console/kit/act';
import { formDialog } from '@/components/console/kit/form-dialog';
import type { ConsoleAction } from '@/lib/console/result';

/** A resource with a name and a path, which are parts of its ARN. */
export type Named = { name: string; path: string };

type Renaming<Call> = {
  /** The noun for the middle of a sentence: "user group". */
  noun: string;
  nameLabel: string;
  /** The text about the effect of a new name or path. */
  description: string;
  nameSchema: z.ZodType<string>;
  pathSchema: z.ZodType;
  /** The members of the call for the new name and path. */
  members: Readonly<Record<string, keyof Named>>;
  action: ConsoleAction<Call, unknown>;
  /** Returns the call's input from the current name and the new name or path. */
  toInput: (now: string, next: Partial<Named>) => Call;
  /** Returns the name after the call. */
  nameAfter: (call: Call) => string;
  hrefOf: (name: string) => string;
};

/** Returns the dialog that renames and moves resources of one kind. */
export function renameDialog<Call>(of: Renaming<Call>): Opened<Named> {
  const { noun, nameAfter } = of;
  return formDialog({
    title: ({ name }: Named) => `Edit ${noun} ${name}`,
    description: of.description,
    submitLabel: 'Save changes',
    edits: true,
    action: of.action,
    start: ({ name, path }) => ({ name, path }),
    members: of.members,
    toInput: (next, now) =>
      of.toInput(now.name, {
        name: next.name === now.name ? undefined : next.name,
        path: next.path === now.path ? undefined : next.path,
      }),
    done: (call) => ({ text: `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${nameAfter(call)} was saved.` }),
    goTo: (call) => of.hrefOf(nameAfter(call)),
    fields: [
      { as: 'text', name: 'name', label: of.nameLabel, problem: (text) => fieldProblem(of.nameSchema, text) },
      {
        as: 'text',
        name: 'path',
        label: 'Path',
        hint: 'Must begin and end with /.',
        problem: (text) => (of.pathSchema.safeParse(text).success ? undefined : 'Must begin and end with /.'),
        mono: true,
      },
    ],
  });
}
