'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useOperationForm } from '@/app/(console)/_client/use-operation-form';
import { useRead } from '@/app/(console)/_client/use-read';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { CreateAccountAliasInput } from '@/lib/iam/account/schema';
import { createAccountAlias, deleteAccountAlias } from '../actions';
import { accountAliasesQuery } from '../queries';
import { SignInUrl } from './secret';

/** The account's id and alias, and where its users sign in. */
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

function AliasDialog({ alias, onClose }: { alias: string | undefined; onClose: () => void }) {
  const { form, submission } = useOperationForm(createAccountAlias, {
    defaultValues: { alias: alias ?? '' },
    fields: { AccountAlias: 'alias' },
    toInput: ({ alias: AccountAlias }) => ({ AccountAlias }),
    success: ({ AccountAlias }) => ({ text: `The account alias is now ${AccountAlias}.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={alias ? 'Edit account alias' : 'Create account alias'}
      description="A name for the account in its sign-in URL. The URL with the account ID keeps working."
      submitLabel={alias ? 'Save changes' : 'Create alias'}
      {...submission}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="alias"
        label="Preferred alias"
        hint="3 to 63 lower-case letters, digits and single hyphens inside. No two accounts have the same."
        problem={(text) =>
          fieldProblem(
            CreateAccountAliasInput.shape.AccountAlias,
            text,
            'Only lower-case letters, digits and single hyphens, none of them first or last.',
          )
        }
      />
    </FormDialog>
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
      Users sign in with the account ID again, and another account may take the alias.
    </ConfirmDialog>
  );
}
