'use client';

import type { PasswordPolicy } from '@aws-sdk/client-iam';
import type { ReactNode } from 'react';
import { type FieldPathByValue, type UseFormReturn, useController } from 'react-hook-form';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { updateAccountPasswordPolicy } from '../actions';
import { POLICY_PROBLEMS, type PolicyForm, toPolicyForm, toPolicyInput } from './policy-form';

type Form = UseFormReturn<PolicyForm>;

/** The password policy of the account; null for the default policy. */
export type EditedPolicy = PasswordPolicy | null;

/** Edits or creates the account's password policy. */
export function PolicyDialog({ subject: policy, onClose }: OpenedProps<EditedPolicy>) {
  const { form, submission } = useOperationForm(updateAccountPasswordPolicy, {
    defaultValues: toPolicyForm(policy),
    fields: { MinimumPasswordLength: 'length', MaxPasswordAge: 'days', PasswordReusePrevention: 'earlier' },
    toInput: toPolicyInput,
    success: () => ({ text: 'The password policy was saved. It applies from the next password on.' }),
    onSuccess: onClose,
  });
  const number = { form, inputMode: 'numeric', className: 'w-24' } as const;
  return (
    <FormDialog
      title={policy ? 'Edit password policy' : 'Create password policy'}
      description={policy ? undefined : 'Replaces the default AWS rules.'}
      submitLabel="Save changes"
      {...submission}
      onClose={onClose}
    >
      <TextField {...number} name="length" label="Minimum length" hint="6 to 128 characters." problem={POLICY_PROBLEMS.length} />
      <Field group label="Required in each password">
        <div className="space-y-1">
          <Tick form={form} name="uppercase" label="An uppercase letter (A–Z)" />
          <Tick form={form} name="lowercase" label="A lowercase letter (a–z)" />
          <Tick form={form} name="numbers" label="A digit" />
          <Tick form={form} name="symbols" label={"A symbol (! @ # $ % ^ & * ( ) _ + - = [ ] { } | ')"} />
        </div>
      </Field>
      <Tick form={form} name="expires" label="Passwords expire">
        <TextField
          {...number}
          name="days"
          label="Days until a password expires"
          hint="1 to 1095."
          problem={POLICY_PROBLEMS.days}
        />
        <Tick
          form={form}
          name="hardExpiry"
          label="Require an administrator to reset expired passwords"
          description="Otherwise users choose a new one at the next sign-in."
        />
      </Tick>
      <Tick form={form} name="preventsReuse" label="Prevent password reuse">
        <TextField
          {...number}
          name="earlier"
          label="Number of passwords to remember"
          hint="1 to 24."
          problem={POLICY_PROBLEMS.earlier}
        />
      </Tick>
      <Tick
        form={form}
        name="allowChange"
        label="Allow users to change their own password"
        description="All users, even without a policy that allows iam:ChangePassword."
      />
    </FormDialog>
  );
}

type TickProps = {
  form: Form;
  name: FieldPathByValue<PolicyForm, boolean>;
  label: string;
  description?: string;
  /** Fields shown while it is selected. */
  children?: ReactNode;
};

function Tick({ form, name, label, description, children }: TickProps) {
  const { field } = useController({ control: form.control, name });
  return (
    <div>
      <Checkbox label={label} description={description} checked={field.value} onCheckedChange={field.onChange} />
      {field.value && children ? <div className="mt-2 ml-6 space-y-3">{children}</div> : null}
    </div>
  );
}
