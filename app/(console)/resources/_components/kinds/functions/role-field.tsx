'use client';

import { type UseFormReturn, useController } from 'react-hook-form';
import { TextField } from '@/components/console/form/text-field';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { consoleQuery } from '@/lib/console/query';
import type { ResourceForm } from './view';

const rolesQuery = () => consoleQuery('iam', 'ListRoles', { MaxItems: 1000 });

/** Renders the fields of a new function: the role that it runs as. */
export function FunctionFields({ form }: { form: UseFormReturn<ResourceForm> }) {
  const roles = useRead(rolesQuery());
  const role = useController({ control: form.control, name: 'more.role', rules: { required: 'Required.' } });
  return (
    <>
      <ReadError read={roles} what="the roles of this account" />
      <Field
        label="Role"
        error={role.fieldState.error?.message}
        hint="Its trust policy must let lambda.amazonaws.com assume it, and handing it over takes iam:PassRole."
      >
        <Combobox
          options={(roles.data?.Roles ?? []).map(({ Arn = '', RoleName = '', Path }) => ({
            value: Arn,
            label: RoleName,
            description: Path === '/' ? undefined : Path,
          }))}
          value={role.field.value || null}
          onValueChange={(value) => role.field.onChange(value ?? '')}
          placeholder="Choose a role"
          emptyText="The account has no role of that name."
        />
      </Field>
      <TextField form={form} name="more.description" label="Description" optional maxLength={256} />
    </>
  );
}
