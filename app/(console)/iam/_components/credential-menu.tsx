'use client';

import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { MenuButton, type MenuEntry } from '@/components/ui/menu';
import type { ConsoleAction } from '@/lib/console/result';

type CredentialMenuProps<Id extends object> = {
  /** "access key". */
  what: string;
  /** What people know it by. */
  name: string;
  status: string | undefined;
  /** The members of AWS's calls that say which one. */
  id: Id;
  update: ConsoleAction<Id & { Status: 'Active' | 'Inactive' }, unknown>;
  remove: ConsoleAction<Id, unknown>;
  /** What follows, in words. */
  effects: { deactivate: ReactNode; delete: ReactNode };
  /** AWS: access keys are deleted only once they were switched off, so that what still uses them shows first, and by typing their id. */
  careful?: boolean;
  /** Before these. */
  entries?: readonly MenuEntry[];
};

/** What is done to any credential: switched off and on again, and deleted. */
export function CredentialMenu<Id extends object>(props: CredentialMenuProps<Id>) {
  const { what, name, status, id, update, careful, entries = [] } = props;
  const [asked, setAsked] = useState<'deactivate' | 'delete' | null>(null);
  const activate = useOperation(update, { success: () => ({ text: `The ${what} ${name} was activated.` }) });
  const close = () => setAsked(null);
  const active = status === 'Active';
  return (
    <>
      <MenuButton
        label="Actions"
        size="sm"
        aria-label={`Actions of ${name}`}
        entries={[
          ...entries,
          active
            ? { label: 'Deactivate', onSelect: () => setAsked('deactivate') }
            : {
                label: 'Activate',
                disabledReason: status === 'Expired' ? 'It has expired' : null,
                onSelect: () => void activate.run({ ...id, Status: 'Active' }),
              },
          {
            label: 'Delete',
            danger: true,
            disabledReason: careful && active ? 'Deactivate it first, and see that nothing breaks' : null,
            onSelect: () => setAsked('delete'),
          },
        ]}
      />
      {asked === 'deactivate' ? <DeactivateDialog {...props} onClose={close} /> : null}
      {asked === 'delete' ? <DeleteDialog {...props} onClose={close} /> : null}
    </>
  );
}

type DialogProps<Id extends object> = CredentialMenuProps<Id> & { onClose: () => void };

function DeactivateDialog<Id extends object>({ what, name, id, update, effects, onClose }: DialogProps<Id>) {
  return (
    <ConfirmDialog
      title={`Deactivate this ${what}?`}
      confirmLabel="Deactivate"
      action={update}
      input={{ ...id, Status: 'Inactive' }}
      success={`The ${what} ${name} was deactivated.`}
      onClose={onClose}
    >
      <p>
        <code className="break-all font-mono text-sm">{name}</code>: {effects.deactivate} It can be activated again.
      </p>
    </ConfirmDialog>
  );
}

function DeleteDialog<Id extends object>({ what, name, id, remove, effects, careful, onClose }: DialogProps<Id>) {
  return (
    <ConfirmDialog
      title={`Delete this ${what}?`}
      typeToConfirm={careful ? name : undefined}
      action={remove}
      input={id}
      success={`The ${what} ${name} was deleted.`}
      onClose={onClose}
    >
      <p>
        {careful ? null : (
          <>
            <code className="break-all font-mono text-sm">{name}</code>:{' '}
          </>
        )}
        {effects.delete}
      </p>
    </ConfirmDialog>
  );
}
