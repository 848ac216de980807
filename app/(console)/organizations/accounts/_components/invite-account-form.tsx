'use client';

import { type ReactNode, useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { FormPage } from '@/components/console/form/form-page';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Textarea } from '@/components/ui/textarea';
import { paths } from '@/lib/console/paths';
import { inviteAccount } from '../actions';

const ACCOUNT_ID = /^\d{12}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function InviteAccountForm({ ways }: { ways: ReactNode }) {
  const [target, setTarget] = useState('');
  const [notes, setNotes] = useState('');
  const [tags, setTags] = useState<Tag[]>([]);
  const [tried, setTried] = useState(false);
  const id = target.trim();
  const Type = ACCOUNT_ID.test(id) ? 'ACCOUNT' : EMAIL.test(id) ? 'EMAIL' : null;
  const operation = useOperation(inviteAccount, {
    success: () => ({ text: `The invitation to ${id} was sent. It is open for 15 days.` }),
    goTo: () => paths.invitations,
    handlesError: () => true,
  });
  const submit = () => {
    setTried(true);
    if (Type === null || checkTags(tags, { caseSensitive: true }).length > 0) return;
    const Notes = notes.trim() || undefined;
    void operation.run({ Target: { Id: id, Type }, Notes, Tags: tags.length > 0 ? tags : undefined });
  };
  return (
    <FormPage
      title="Add an AWS account"
      breadcrumbs={[{ label: 'AWS accounts', href: paths.accounts }]}
      submitLabel="Send invitation"
      cancelHref={paths.accounts}
      onSubmit={submit}
      pending={operation.running}
      dirty={target !== '' || notes !== '' || tags.length > 0}
      error={operation.error}
    >
      {ways}
      <Panel title="The invitation">
        <div className="space-y-4">
          <Field
            label="Account ID or e-mail address"
            hint="Of the account to invite: its 12 digits, or the address of its root user."
            error={tried && Type === null ? 'Give 12 digits or an e-mail address.' : undefined}
          >
            <Input value={target} onChange={(event) => setTarget(event.target.value)} autoComplete="off" spellCheck={false} />
          </Field>
          <Field label="Message" optional hint="Shown with the invitation, at most 1,024 characters.">
            <Textarea value={notes} maxLength={1024} rows={3} onChange={(event) => setNotes(event.target.value)} />
          </Field>
          <p className="max-w-xl text-ink-2 text-sm">
            No administrator role is created in an invited account. Guardrails bind it from the moment it accepts.
          </p>
        </div>
      </Panel>
      <Panel title="Tags" description="Optional. Put on the account when it accepts.">
        <TagEditor caseSensitive tags={tags} onTagsChange={setTags} showIssues={tried} />
      </Panel>
    </FormPage>
  );
}
