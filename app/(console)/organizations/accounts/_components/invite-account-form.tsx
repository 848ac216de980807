'use client';

import type { ReactNode } from 'react';
import { FormPage } from '@/components/console/form/form-page';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { TagsField } from '@/components/console/form/tags-field';
import { TextField } from '@/components/console/form/text-field';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { inviteAccount } from '../actions';

const ACCOUNT_ID = /^\d{12}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function typeOf(target: string): 'ACCOUNT' | 'EMAIL' | null {
  return ACCOUNT_ID.test(target) ? 'ACCOUNT' : EMAIL.test(target) ? 'EMAIL' : null;
}

export function InviteAccountForm({ ways }: { ways: ReactNode }) {
  const missing = useMissing()('organizations:InviteAccountToOrganization');
  const { form, submission } = useOperationForm(inviteAccount, {
    defaultValues: { target: '', notes: '', tags: NO_TAGS },
    fields: { Target: 'target', Notes: 'notes' },
    toInput: ({ target, notes, tags }) => ({
      Target: { Id: target.trim(), Type: typeOf(target.trim()) ?? 'EMAIL' },
      Notes: notes.trim() || undefined,
      Tags: tags.length > 0 ? tags : undefined,
    }),
    success: ({ Target }) => ({ text: `The invitation to ${Target.Id} was sent. It is open for 15 days.` }),
    goTo: () => paths.invitations,
  });
  return (
    <FormPage
      title="Add an AWS account"
      breadcrumbs={[{ label: 'AWS accounts', href: paths.accounts }]}
      submitLabel="Send invitation"
      cancelHref={paths.accounts}
      {...submission}
      missing={missing}
    >
      {ways}
      <Panel title="The invitation">
        <div className="space-y-4">
          <TextField
            form={form}
            name="target"
            label="Account ID or email address"
            hint="The 12 digits of the account, or the address of its root user."
            problem={(text) => (typeOf(text.trim()) === null ? 'Enter 12 digits or an email address.' : undefined)}
          />
          <TextField
            form={form}
            name="notes"
            label="Message"
            optional
            hint="Shown with the invitation, at most 1,024 characters."
            rows={3}
            maxLength={1024}
          />
          <p className="max-w-xl text-ink-2 text-sm">
            No administrator role is created in an invited account. Guardrails apply to it as soon as it accepts.
          </p>
        </div>
      </Panel>
      <Panel title="Tags" description="Optional. Added to the account when it accepts.">
        <TagsField form={form} name="tags" caseSensitive />
      </Panel>
    </FormPage>
  );
}
