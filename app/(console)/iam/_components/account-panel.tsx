'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { SignInUrl } from '@/app/(console)/_client/secrets/secret';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { deleteAccountAlias } from '../actions';
import { accountAliasesQuery } from '../queries';

const AliasDialog = dynamic(() => import('./alias-dialog').then((module) => module.AliasDialog));

/** Renders the account's ID and alias, and the sign-in URL for its users. */
export function AccountPanel({ accountId, accountName }: { accountId: string; accountName: string }) {
  const aliases = useRead(accountAliasesQuery());
  const [dialog, setDialog] = useState<'edit' | 'delete' | null>(null);
  const alias = aliases.data?.AccountAliases[0];
  const close = () => setDialog(null);
  return (
    <Panel title="AWS account">
      <KeyValue
        columns={1}
        items={[
          { label: 'Account name', value: accountName },
          { label: 'Account ID', value: <CopyText text={accountId} what="account ID" mono /> },
          {
            label: 'Account alias',
            value: (
              <ReadBox read={aliases} what="the account's alias">
                {() => (
                  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    {alias ?? <span className="text-ink-3">None</span>}
                    <Button variant="link" onClick={() => setDialog('edit')}>
                      {alias ? 'Edit' : 'Create'}
                    </Button>
                    {alias ? (
                      <Button variant="link" onClick={() => setDialog('delete')}>
                        Delete
                      </Button>
                    ) : null}
                  </span>
                )}
              </ReadBox>
            ),
          },
          { label: 'Sign-in URL for IAM users in this account', value: <SignInUrl account={alias ?? accountId} /> },
        ]}
      />
      {dialog === 'edit' ? <AliasDialog alias={alias} onClose={close} /> : null}
      {alias && dialog === 'delete' ? <DeleteAlias alias={alias} onClose={close} /> : null}
    </Panel>
  );
}

function DeleteAlias({ alias, onClose }: { alias: string; onClose: () => void }) {
  return (
    <ConfirmDialog
      title={`Delete the account alias ${alias}?`}
      action={deleteAccountAlias}
      input={{ AccountAlias: alias }}
      success={`The account alias ${alias} was deleted.`}
      onClose={onClose}
    >
      Users must then sign in with the account ID, and another account can use the alias.
    </ConfirmDialog>
  );
}
