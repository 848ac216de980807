'use client';

import dynamic from 'next/dynamic';
import { notFound } from 'next/navigation';
import { useRef } from 'react';
import { useEditedDocument } from '@/app/(console)/_client/policies/edited-document';
import { PolicyFormPage } from '@/app/(console)/_client/policies/policy-form-page';
import { layOut } from '@/components/access/lay-out';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Alert } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { PolicyEffect } from '../../_components/policy-effect';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { textToSave } from '../../_components/text-to-save';
import { useMaxCharacters, usePolicy } from '../../_components/use-organization';
import { organizationPolicyQuery } from '../../queries';
import { editPolicy } from '../actions';
import { DocumentEditor, useDocumentProblem } from './document-editor';
import { policyCrumbs } from './policy-crumbs';
import { PolicyFields } from './policy-fields';
import { POLICY_FAILURES, type PolicyForm } from './policy-form';

const BrokenTests = dynamic(() => import('@/app/(console)/_client/policies/broken-tests').then((module) => module.BrokenTests));

type EditPolicyPageProps = { type: PolicyTypeFacts; id: string };

export function EditPolicyPage({ type, id }: EditPolicyPageProps) {
  const read = useRead(organizationPolicyQuery(id));
  const overview = usePolicy(id, type.id);
  const most = useMaxCharacters(type);
  if (read.error) {
    return (
      <>
        <PageHeader title="Edit policy" breadcrumbs={policyCrumbs(type, { id, name: id })} />
        <ReadError read={read} what={`the policy ${id}`} />
      </>
    );
  }
  const policy = read.data?.Policy;
  if (!policy) return <Skeleton className="h-96" />;
  // Every policy has its page under its own type.
  if (policy.PolicySummary.Type !== type.id) notFound();
  const { Name = id, Description = '', AwsManaged } = policy.PolicySummary;
  if (AwsManaged) {
    return (
      <>
        <PageHeader title={`Edit ${Name}`} breadcrumbs={policyCrumbs(type, { id, name: Name })} />
        <Alert kind="info">AWS manages this policy. It cannot be edited.</Alert>
      </>
    );
  }
  return (
    <EditForm
      key={id}
      type={type}
      id={id}
      stored={{ name: Name, description: Description, document: layOut(policy.Content), tags: NO_TAGS }}
      attachments={overview?.TargetCount}
      maxCharacters={most}
    />
  );
}

type EditFormProps = EditPolicyPageProps & {
  stored: PolicyForm;
  attachments: number | undefined;
  maxCharacters: number;
};

function EditForm({ type, id, stored, attachments, maxCharacters }: EditFormProps) {
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
  const missing = useMissing()('organizations:UpdatePolicy');
  const problem = useDocumentProblem(type, maxCharacters);
  const label = `Policy document of ${stored.name}`;
  return (
    <PolicyFormPage
      title={`Edit ${stored.name}`}
      breadcrumbs={policyCrumbs(type, { id, name: stored.name })}
      crumb="Edit"
      description={attachments === undefined ? undefined : attachedTo(attachments)}
      submitLabel="Save changes"
      cancelHref={back}
      {...submission}
      onSubmit={(_, from) => {
        replaced.current = from;
        submission.onSubmit();
      }}
      missing={missing}
      editor={
        type.kind === null
          ? {
              maxCharacters,
              problem,
              render: (value, onChange) => <DocumentEditor {...{ type, label, value, onChange, maxCharacters }} />,
            }
          : { label, kind: type.kind, maxCharacters }
      }
      edited={edited}
      aside={(content, waiting) =>
        attachments === 0 ? (
          <PolicyEffect type={type} change={null} waiting={`Not attached: saving changes ${nothing(type)}`} />
        ) : (
          <div className="space-y-4">
            {type.kind === null ? null : (
              <BrokenTests change={waiting === undefined ? { Kind: 'guardrail', PolicyId: id, Document: content } : null} />
            )}
            <PolicyEffect
              type={type}
              change={
                waiting === undefined ? { kind: 'update', policyId: id, content: textToSave(content, maxCharacters) } : null
              }
              waiting={waiting}
            />
          </div>
        )
      }
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

function nothing({ kind }: PolicyTypeFacts): string {
  return kind === null ? 'no effective policy' : 'nobody’s access';
}

function attachedTo(attachments: number): string {
  if (attachments === 0) return 'Attached to nothing.';
  return `Attached to ${attachments === 1 ? 'one target' : plural(attachments, 'target')}. Saved changes apply there at once.`;
}
