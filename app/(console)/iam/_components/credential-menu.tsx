'use client';

import type { ReactNode } from 'react';
import { type Act, confirmation, entriesOf, useActs } from '@/components/console/kit/act';
import { useTools } from '@/components/console/kit/tools';
import { MenuButton, type MenuEntry } from '@/components/ui/menu';
import type { ConsoleAction } from '@/lib/console/result';

/** One credential: what people know it by, its status, and the members of AWS's calls that identify it. */
export type Credential<Id> = { name: string; status: string | undefined; id: Id };

type CredentialKind<Id> = {
  /** In running text: "access key". */
  what: string;
  update: ConsoleAction<Id & { Status: 'Active' | 'Inactive' }, unknown>;
  remove: ConsoleAction<Id, unknown>;
  /** The consequences, in words. */
  effects: { deactivate: ReactNode; delete: ReactNode };
  /** AWS: access keys are deleted only once they were switched off, so that what still uses them shows first, and by typing their id. */
  careful?: boolean;
};

/** Returns what can be done to any credential: it is deactivated and activated again, and deleted. */
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
      why: ({ status }) => (careful && status === 'Active' ? 'Deactivate it first, and see that nothing breaks' : undefined),
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
    /** Before these. */
    entries?: readonly MenuEntry[];
  };

/** The menu of a credential in a table that is written by hand. */
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
