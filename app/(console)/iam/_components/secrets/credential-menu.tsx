'use client';

import type { ReactNode } from 'react';
import { type Act, confirmation, entriesOf, useActs } from '@/components/console/kit/act';
import { useTools } from '@/components/console/kit/tools';
import { MenuButton, type MenuEntry } from '@/components/ui/menu';
import type { ConsoleAction } from '@/lib/console/result';

/** A credential: its name, its status, and the input members that identify it in AWS's calls. */
export type Credential<Id> = { name: string; status: string | undefined; id: Id };

type CredentialKind<Id> = {
  /** The noun for the middle of a sentence: "access key". */
  what: string;
  update: ConsoleAction<Id & { Status: 'Active' | 'Inactive' }, unknown>;
  remove: ConsoleAction<Id, unknown>;
  /** The texts about the consequences. */
  effects: { deactivate: ReactNode; delete: ReactNode };
  /** True if the credential must be inactive before it is deleted, and the user must type its ID. AWS requires this for access keys. */
  careful?: boolean;
};

/** Returns the acts on a credential: deactivate, activate and delete. */
export function credentialActs<Id extends object>(kind: CredentialKind<Id>): readonly Act<Credential<Id>>[] {
  const { what, update, remove, effects, careful } = kind;
  return [
    {
      label: 'Deactivate',
      shown: ({ status }) => status === 'Active',
      opens: confirmation(({ name, id }: Credential<Id>) => ({
        title: `Deactivate this ${what}?`,
        confirmLabel: 'Deactivate',
        action: update,
        input: { ...id, Status: 'Inactive' as const },
        success: `The ${what} ${name} was deactivated.`,
        text: (
          <p>
            <code className="break-all font-mono text-sm">{name}</code>: {effects.deactivate} It can be activated again.
          </p>
        ),
      })),
    },
    {
      label: 'Activate',
      shown: ({ status }) => status !== 'Active',
      why: ({ status }) => (status === 'Expired' ? 'It has expired' : undefined),
      runs: ({ name, id }) => ({
        action: update,
        input: { ...id, Status: 'Active' },
        success: () => ({ text: `The ${what} ${name} was activated.` }),
      }),
    },
    {
      label: 'Delete',
      look: 'danger',
      why: ({ status }) => (careful && status === 'Active' ? 'Deactivate it first and make sure that nothing breaks' : undefined),
      opens: confirmation(({ name, id }: Credential<Id>) => ({
        title: `Delete this ${what}?`,
        typeToConfirm: careful ? name : undefined,
        action: remove,
        input: id,
        success: `The ${what} ${name} was deleted.`,
        text: (
          <p>
            {careful ? null : (
              <>
                <code className="break-all font-mono text-sm">{name}</code>:{' '}
              </>
            )}
            {effects.delete}
          </p>
        ),
      })),
    },
  ];
}

type CredentialMenuProps<Id extends object> = CredentialKind<Id> &
  Credential<Id> & {
    /** Entries before the acts. */
    entries?: readonly MenuEntry[];
  };

/** Renders the menu of a credential in a table that is not built by the kit. */
export function CredentialMenu<Id extends object>({ entries = [], ...props }: CredentialMenuProps<Id>) {
  const tools = useTools();
  const { begin, dialog } = useActs<Credential<Id>>();
  return (
    <>
      <MenuButton
        label="Actions"
        size="sm"
        aria-label={`Actions of ${props.name}`}
        entries={[...entries, ...entriesOf(credentialActs(props), props, tools, begin, '')]}
      />
      {dialog}
    </>
  );
}
