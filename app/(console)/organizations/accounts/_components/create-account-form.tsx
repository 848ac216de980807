'use client';

import type { ReactNode } from 'react';
import type { z } from 'zod';
import { FormPage } from '@/components/console/form/form-page';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { TagsField } from '@/components/console/form/tags-field';
import { TextField } from '@/components/console/form/text-field';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { CreateAccountInput } from '@/lib/organizations/account/schema';
import { createAccount } from '../actions';

export const DEFAULT_ROLE_NAME = 'OrganizationAccountAccessRole';

const { AccountName, Email, RoleName } = CreateAccountInput.shape;

/** Returns a function that returns the given words for a text that the operation's schema refuses. */
const problemOf = (schema: z.ZodType, words: string) => (text: string) => (schema.safeParse(text).success ? undefined : words);
const nameProblem = problemOf(AccountName, 'Enter a name of 1 to 50 characters: ASCII letters, digits, spaces and punctuation.');
const emailProblem = problemOf(Email, 'Enter an email address of 6 to 64 characters.');
const roleNameProblem = problemOf(RoleName, 'At most 64 characters: letters, digits and + = , . @ - _');

const roleNameIn = (text: string) => text.trim() || DEFAULT_ROLE_NAME;

type CreateAccountFormProps = { ways: ReactNode; onRequested: (requestId: string) => void };

export function CreateAccountForm({ ways, onRequested }: CreateAccountFormProps) {
  const missing = useMissing()('organizations:CreateAccount');
  const { form, submission } = useOperationForm(createAccount, {
    defaultValues: { name: '', email: '', roleName: DEFAULT_ROLE_NAME, tags: NO_TAGS },
    fields: { AccountName: 'name', Email: 'email', RoleName: 'roleName' },
    toInput: ({ name, email, roleName, tags }) => ({
      AccountName: name,
      Email: email,
      RoleName: roleNameIn(roleName),
      Tags: tags.length > 0 ? tags : undefined,
    }),
    onSuccess: ({ CreateAccountStatus }) => onRequested(CreateAccountStatus.Id),
  });
  return (
    <FormPage
      title="Add an AWS account"
      breadcrumbs={[{ label: 'AWS accounts', href: paths.accounts }]}
      submitLabel="Create AWS account"
      cancelHref={paths.accounts}
      {...submission}
      missing={missing}
    >
      {ways}
      <Panel title="The account">
        <div className="space-y-4">
          <TextField form={form} name="name" label="AWS account name" problem={nameProblem} maxLength={50} />
          <TextField
            form={form}
            name="email"
            label="Email address of the account's owner"
            hint="The email address of its root user. It must be unique among all accounts."
            problem={emailProblem}
            type="email"
            maxLength={64}
          />
          <TextField
            form={form}
            name="roleName"
            label="IAM role name"
            description="Created in the new account with AdministratorAccess. It trusts this management account."
            problem={(text) => roleNameProblem(roleNameIn(text))}
            mono
          />
        </div>
      </Panel>
      <Panel title="Tags" description="Optional. Keys and values to find, group and control access to this account.">
        <TagsField form={form} name="tags" caseSensitive />
      </Panel>
    </FormPage>
  );
}
