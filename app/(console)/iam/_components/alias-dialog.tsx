'use client';

import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { CreateAccountAliasInput } from '@/lib/iam/account/schema';
import { createAccountAlias } from '../actions';

/** Renders a dialog that sets the account's alias. Mount it only while it is open. */
export function AliasDialog({ alias = '', onClose }: { alias: string | undefined; onClose: () => void }) {
  const { form, submission } = useOperationForm(createAccountAlias, {
    defaultValues: { alias },
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
        hint="3 to 63 lowercase letters, digits and single hyphens between them. The alias must be unique among all accounts."
        problem={(text) =>
          fieldProblem(
            CreateAccountAliasInput.shape.AccountAlias,
            text,
            'Only lowercase letters, digits and single hyphens. It cannot begin or end with a hyphen.',
          )
        }
      />
    </FormDialog>
  );
}
