'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { Field } from '@/components/ui/field/field';
import { type AccountChoice, AccountChooser } from '../../../account-chooser';
import { organizationQuery } from '../../../queries';
import { registerAdministrator } from '../../../services/actions';
import { ServicePrincipal } from '../../_components/subjects';

/** Renders the dialog that registers a member account as the delegated administrator. */
export function RegisterDelegate({ onClose }: OpenedProps<null>) {
  const { data } = useRead(organizationQuery());
  const [account, setAccount] = useState<AccountChoice | null>(null);
  const operation = useOperation(registerAdministrator, {
    success: () => ({ text: `${account?.label} administers IAM Identity Center.` }),
    onSuccess: onClose,
    handlesError: () => true,
  });
  return (
    <FormDialog
      title="Register a delegated administrator"
      description="The account can then also view the accounts, OUs and policies of the organization."
      submitLabel="Register account"
      pending={operation.running}
      error={operation.error}
      dirty={account !== null}
      disabledReason={account ? undefined : 'Choose an account'}
      onSubmit={() => {
        if (account) void operation.run({ ServicePrincipal, AccountId: account.value });
      }}
      onClose={onClose}
    >
      <Field label="Member account">
        <AccountChooser chosen={account} without={data?.Organization.MasterAccountId} onChange={setAccount} />
      </Field>
    </FormDialog>
  );
}
