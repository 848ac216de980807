'use client';

import { type ReactNode, useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { FormPage } from '@/components/console/form/form-page';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { CreateAccountInput } from '@/lib/organizations/account/schema';
import { createAccount } from '../actions';

export const DEFAULT_ROLE_NAME = 'OrganizationAccountAccessRole';

type Entered = { AccountName: string; Email: string; RoleName: string };
const EMPTY: Entered = { AccountName: '', Email: '', RoleName: DEFAULT_ROLE_NAME };

const RULES: Record<keyof Entered, string> = {
  AccountName: 'Give the account a name of 1 to 50 characters: letters, digits, spaces and punctuation of ASCII.',
  Email: 'Give an e-mail address of 6 to 64 characters.',
  RoleName: 'At most 64 characters: letters, digits and + = , . @ - _',
};

/** What is wrong field by field, by the operation's own rules. */
function issuesOf(entered: Entered): Partial<Record<keyof Entered, string>> {
  const parsed = CreateAccountInput.safeParse(entered);
  if (parsed.success) return {};
  const fields = parsed.error.issues.map(({ path }) => String(path[0]));
  return Object.fromEntries(Object.entries(RULES).filter(([field]) => fields.includes(field)));
}

type CreateAccountFormProps = { ways: ReactNode; onRequested: (requestId: string) => void };

export function CreateAccountForm({ ways, onRequested }: CreateAccountFormProps) {
  const [entered, setEntered] = useState<Entered>(EMPTY);
  const [tags, setTags] = useState<Tag[]>([]);
  const [tried, setTried] = useState(false);
  const operation = useOperation(createAccount, {
    onSuccess: ({ CreateAccountStatus }) => onRequested(CreateAccountStatus.Id ?? ''),
    handlesError: () => true,
  });
  const input = { ...entered, RoleName: entered.RoleName.trim() || DEFAULT_ROLE_NAME };
  const issues = issuesOf(input);
  const errorOf = (field: keyof Entered) => (tried ? issues[field] : undefined);
  const set = (field: keyof Entered) => (event: { target: { value: string } }) =>
    setEntered({ ...entered, [field]: event.target.value });
  const submit = () => {
    setTried(true);
    if (Object.keys(issues).length > 0 || checkTags(tags, { caseSensitive: true }).length > 0) return;
    void operation.run({ ...input, Tags: tags.length > 0 ? tags : undefined });
  };
  return (
    <FormPage
      title="Add an AWS account"
      breadcrumbs={[{ label: 'AWS accounts', href: paths.accounts }]}
      submitLabel="Create AWS account"
      cancelHref={paths.accounts}
      onSubmit={submit}
      pending={operation.running}
      dirty={entered !== EMPTY || tags.length > 0}
      error={operation.error}
    >
      {ways}
      <Panel title="The account">
        <div className="space-y-4">
          <Field label="AWS account name" error={errorOf('AccountName')}>
            <Input value={entered.AccountName} onChange={set('AccountName')} autoComplete="off" maxLength={50} />
          </Field>
          <Field
            label="E-mail address of the account's owner"
            hint="Of the root user. No other account may have it."
            error={errorOf('Email')}
          >
            <Input type="email" value={entered.Email} onChange={set('Email')} autoComplete="off" maxLength={64} />
          </Field>
          <Field
            label="IAM role name"
            description="Created in the new account with AdministratorAccess; it trusts this management account."
            error={errorOf('RoleName')}
          >
            <Input mono value={entered.RoleName} onChange={set('RoleName')} autoComplete="off" spellCheck={false} />
          </Field>
        </div>
      </Panel>
      <Panel title="Tags" description="Optional. Keys and values to find, group and control access to this account.">
        <TagEditor caseSensitive tags={tags} onTagsChange={setTags} showIssues={tried} />
      </Panel>
    </FormPage>
  );
}
