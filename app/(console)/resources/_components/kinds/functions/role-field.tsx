'use client';

import { type UseFormReturn, useController } from 'react-hook-form';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import type { ResourceForm } from '../kind';
import { rolesQuery } from './queries';

/** The field for the role that a new function runs as. */
export function RoleField({ form }: { form: UseFormReturn<ResourceForm> }) {
  const roles = useRead(rolesQuery());
  const role = useController({ control: form.control, name: 'more.role', rules: { required: 'Required.' } });
  return (
    <>
      <ReadError read={roles} what="the roles of this account" />
      <Field
        label="Role"
        error={role.fieldState.error?.message}
        hint="Its trust policy must allow lambda.amazonaws.com. You need iam:PassRole for it."
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
          emptyText="The account has no role with this name."
        />
      </Field>
    </>
  );
}
