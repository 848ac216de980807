'use client';

import { notFound } from 'next/navigation';
import { useRef } from 'react';
import { useEditedDocument } from '@/app/(console)/_client/policies/edited-document';
import { DeclarativeEditor } from '@/app/(console)/_client/policies/policy-editor';
import { PolicyFormPage } from '@/app/(console)/_client/policies/policy-form-page';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { layOut } from '@/components/access/lay-out';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { asSentence } from '@/components/console/page/as-sentence';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { declarativeProblem } from '@/components/policy-editor/declarative/declarative-findings';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { DeclarativePreview } from '../../_components/declarative-preview';
import type { DeclarativeTypeFacts } from '../../_components/declarative-types';
import { textToSave } from '../../_components/text-to-save';
import { organizationPolicyQuery } from '../../queries';
import { editPolicy } from '../actions';
import { PolicyFields } from './policy-fields';
import { POLICY_FAILURES, type PolicyForm } from './policy-form';

type EditDeclarativePageProps = { type: DeclarativeTypeFacts; id: string };

/** Renders the page that edits a declarative policy by fields or as JSON. */
export function EditDeclarativePage({ type, id }: EditDeclarativePageProps) {
  const read = useRead(organizationPolicyQuery(id));
  if (read.error) {
    return (
      <>
        <PageHeader title="Edit policy" breadcrumbs={crumbs(type, id, id)} />
        <ReadError read={read} what={`the policy ${id}`} />
      </>
    );
  }
  const policy = read.data?.Policy;
  if (!policy) return <Skeleton className="h-96" />;
  // Every policy has its page under its own type.
  if (policy.PolicySummary.Type !== type.id) notFound();
  const { Name, Description } = policy.PolicySummary;
  const stored = { name: Name, description: Description, document: layOut(policy.Content), tags: NO_TAGS };
  return <EditForm key={id} type={type} id={id} stored={stored} />;
}

function crumbs(type: DeclarativeTypeFacts, id: string, name: string) {
  return [
    { label: type.title, href: paths.organizationPolicyType(type.id) },
    { label: name, href: paths.organizationPolicy(type.id, id) },
  ];
}

function EditForm({ type, id, stored }: EditDeclarativePageProps & { stored: PolicyForm }) {
  const { maxCharacters } = type;
  const edited = useEditedDocument(`organization ${id}`, stored.document);
  const back = edited.back ?? paths.organizationPolicy(type.id, id);
  // The version that the save replaces. It is a ref because the form is submitted without an argument.
  const replaced = useRef(edited.from);
  const { form, submission } = useOperationForm(editPolicy, {
    ...POLICY_FAILURES,
    defaultValues: stored,
    toInput: ({ name, description }: PolicyForm) => ({
      from: edited.changed ? replaced.current : undefined,
      input: {
        PolicyId: id,
        Name: name.trim(),
        Description: description.trim(),
        Content: edited.changed ? textToSave(edited.text, maxCharacters) : undefined,
      },
    }),
    success: ({ input: { Name } }) => ({ text: `The policy ${Name} was saved. It is in effect wherever it is attached.` }),
    onSuccess: edited.forget,
    goTo: () => back,
  });
  return (
    <PolicyFormPage
      title={`Edit ${stored.name}`}
      breadcrumbs={crumbs(type, id, stored.name)}
      crumb="Edit"
      submitLabel="Save changes"
      cancelHref={back}
      {...submission}
      onSubmit={(_, from) => {
        replaced.current = from;
        submission.onSubmit();
      }}
      missing={useMissing()('organizations:UpdatePolicy')}
      editor={{
        maxCharacters,
        problem: (text) => declarativeProblem(type.id, text, maxCharacters),
        render: (value, onChange) => (
          <DeclarativeEditor
            label={`Policy document of ${stored.name}`}
            type={type.id}
            value={value}
            onChange={onChange}
            maxCharacters={maxCharacters}
          />
        ),
      }}
      edited={edited}
      below={<ContentEffect type={type} id={id} text={edited.text} changed={edited.changed} />}
      above={
        <Panel title="Details">
          <div className="grid gap-4 md:grid-cols-2">
            <PolicyFields form={form} />
          </div>
        </Panel>
      }
    />
  );
}

/** The pause in typing before effective policies are compared, in milliseconds. */
const TYPING_MS = 600;

type ContentEffectProps = EditDeclarativePageProps & { text: string; changed: boolean };

/** Renders the accounts whose effective policy the edited document would change. */
function ContentEffect({ type, id, text, changed }: ContentEffectProps) {
  const content = useSettled(text, TYPING_MS);
  const waiting = changed
    ? declarativeProblem(type.id, content, type.maxCharacters)
    : 'Change the document to see which accounts it affects.';
  return (
    <Panel flush title="Affected accounts">
      {waiting === undefined ? (
        <DeclarativePreview change={{ kind: 'update', policyId: id, content: textToSave(content, type.maxCharacters) }} />
      ) : (
        <p className="px-4 py-3 text-ink-2">{asSentence(waiting)}</p>
      )}
    </Panel>
  );
}
