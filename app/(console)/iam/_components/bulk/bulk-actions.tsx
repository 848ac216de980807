'use client';

import dynamic from 'next/dynamic';
import { type Act, entriesOf, type OpenedProps, useActs } from '@/components/console/kit/act';
import { useTools } from '@/components/console/kit/tools';
import type { MenuEntry } from '@/components/ui/menu';
import { ENTITY_IN_ACTIONS, ENTITY_NOUN, type EntityKind } from '@/lib/console/entity';
import type { BulkDialogProps } from './bulk-dialogs';

// Dialogs are loaded when they are opened.
const AttachPoliciesDialog = dynamic(() => import('./bulk-dialogs').then((module) => module.AttachPoliciesDialog));
const AddTagsDialog = dynamic(() => import('./bulk-dialogs').then((module) => module.AddTagsDialog));

type NamesOpened = OpenedProps<readonly string[]>;

const bulkProps = ({ subject, onDone, onClose }: NamesOpened): Omit<BulkDialogProps, 'kind'> => ({
  names: subject,
  onClose,
  onDone: (left) => onDone?.(left),
});

/** Returns the changes that can be made to many users, groups or roles at once, by their names. */
export function bulkActs(kind: EntityKind): readonly Act<readonly string[]>[] {
  const noun = ENTITY_IN_ACTIONS[kind];
  const attach: Act<readonly string[]> = {
    label: 'Attach policies',
    takes: `iam:Attach${noun}Policy`,
    opens: (props) => <AttachPoliciesDialog kind={kind} {...bulkProps(props)} />,
  };
  if (kind === 'groups') return [attach];
  const tag: Act<readonly string[]> = {
    label: 'Add tags',
    takes: `iam:Tag${noun}`,
    opens: (props) => <AddTagsDialog kind={kind} {...bulkProps(props)} />,
  };
  return [attach, tag];
}

type BulkActions = {
  /** Returns the entries of the list's Actions menu for the selected names. */
  entries: (names: readonly string[]) => MenuEntry[];
  /** The open dialog, if there is one. */
  dialog: React.ReactNode;
};

/** Returns bulk changes as entries for a list that is not built by the kit. @param acts a constant of the module, from `bulkActs` */
export function useBulkActions(
  kind: EntityKind,
  acts: readonly Act<readonly string[]>[],
  onDone: BulkDialogProps['onDone'],
): BulkActions {
  const tools = useTools();
  const { begin, dialog } = useActs<readonly string[]>({ onDone: (left = []) => onDone(left) });
  const unselected = `Select at least one ${ENTITY_NOUN[kind]}`;
  return {
    entries: (names) => entriesOf(acts, names.length === 0 ? undefined : names, tools, begin, unselected),
    dialog,
  };
}
