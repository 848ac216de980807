'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRouter } from '@/components/ui/navigation';
import { ACCOUNT_NAME_RULE, AccountName } from '@/lib/account/schema';
import { putAccountName } from './actions';

type NameDialogProps = {
  /** A member account, if it is edited from the organization's account. Absent for the reader's own account. */
  accountId?: string;
  name: string;
  onClose: () => void;
};

/** Changes the name of an account. Mounted while it is open. */
export function NameDialog({ accountId, name, onClose }: NameDialogProps) {
  const router = useRouter();
  const { form, submission } = useOperationForm(putAccountName, {
    defaultValues: { name },
    toInput: (values) => ({ AccountId: accountId, AccountName: values.name }),
    success: (_, { AccountName: now }) => ({ text: `The account was renamed to ${now}.` }),
    onSuccess: () => {
      onClose();
      // The server renders the name in the top bar.
      router.refresh();
    },
  });
  return (
    <FormDialog title="Edit account name" submitLabel="Save name" {...submission} onClose={onClose}>
      <TextField
        form={form}
        name="name"
        label="Account name"
        problem={(text) => (AccountName.safeParse(text).success ? undefined : ACCOUNT_NAME_RULE)}
      />
    </FormDialog>
  );
}
