'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import type { MenuEntry } from '@/components/ui/menu';
import { ENTITY_IN_ACTIONS, ENTITY_NOUN, type EntityKind } from '@/lib/console/entity';
import type { BulkChange, BulkDialogProps } from './bulk-dialogs';

// What asks comes when it is asked: no list loads it before.
const AttachPoliciesDialog = dynamic(() => import('./bulk-dialogs').then((module) => module.AttachPoliciesDialog));
const AddTagsDialog = dynamic(() => import('./bulk-dialogs').then((module) => module.AddTagsDialog));

const CHANGES: Readonly<Record<EntityKind, readonly { change: BulkChange; label: string }[]>> = {
  users: [
    { change: 'policies', label: 'Attach policies' },
    { change: 'tags', label: 'Add tags' },
  ],
  groups: [{ change: 'policies', label: 'Attach policies' }],
  roles: [
    { change: 'policies', label: 'Attach policies' },
    { change: 'tags', label: 'Add tags' },
  ],
};

type BulkActions = {
  /** Entries of the list's Actions menu, from the names selected. */
  entries: (names: readonly string[]) => MenuEntry[];
  /** The dialog of the change that is asked for. */
  dialog: React.ReactNode;
};

/** Changes to many users, groups or roles at once: entries for the menu of their list, and the dialog that they open. */
export function useBulkActions(kind: EntityKind, onDone: BulkDialogProps['onDone']): BulkActions {
  const [asked, setAsked] = useState<{ change: BulkChange; names: readonly string[] } | null>(null);
  const missing = useMissing();
  const noun = ENTITY_IN_ACTIONS[kind];
  const entries = (names: readonly string[]): MenuEntry[] =>
    CHANGES[kind].map(({ change, label }) => ({
      label,
      disabledReason:
        names.length === 0
          ? `Select at least one ${ENTITY_NOUN[kind]}`
          : missing(change === 'policies' ? `iam:Attach${noun}Policy` : `iam:Tag${noun}`),
      onSelect: () => setAsked({ change, names }),
    }));
  if (asked === null) return { entries, dialog: null };
  const props = { names: asked.names, onClose: () => setAsked(null), onDone };
  if (asked.change === 'policies' || kind === 'groups')
    return { entries, dialog: <AttachPoliciesDialog kind={kind} {...props} /> };
  return { entries, dialog: <AddTagsDialog kind={kind} {...props} /> };
}
