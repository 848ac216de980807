'use client';

import { useEffect, useState } from 'react';
import { useController } from 'react-hook-form';
import { PolicyDiff, PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { suggestedText, useSuggestion } from '@/app/(console)/_client/suggested-document';
import { useMissing } from '@/app/(console)/_client/use-missing';
import { useOperationForm } from '@/app/(console)/_client/use-operation-form';
import { useRead } from '@/app/(console)/_client/use-read';
import { layOut } from '@/components/access/lay-out';
import { FormPage } from '@/components/console/form/form-page';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { documentProblem } from '@/components/policy-editor/document-problem';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { GuardrailPreview } from '../../_components/guardrail-preview';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { textToSave } from '../../_components/text-to-save';
import { useMaxCharacters, usePolicy } from '../../_components/use-organization';
import { organizationPolicyQuery } from '../../queries';
import { updatePolicy } from '../actions';
import { PolicyFields } from './policy-fields';
import { POLICY_FAILURES, type PolicyForm } from './policy-form';

type EditPolicyPageProps = { type: PolicyTypeFacts; id: string };

export function EditPolicyPage({ type, id }: EditPolicyPageProps) {
  const read = useRead(organizationPolicyQuery(id));
  const overview = usePolicy(id);
  const most = useMaxCharacters(type.id) ?? type.maxCharacters;
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
  const { Name = id, Description = '', AwsManaged } = policy.PolicySummary ?? {};
  if (AwsManaged) {
    return (
      <>
        <PageHeader title={`Edit ${Name}`} breadcrumbs={crumbs(type, id, Name)} />
        <Alert kind="info">AWS manages this policy. It cannot be edited.</Alert>
      </>
    );
  }
  return (
    <EditForm
      key={id}
      type={type}
      id={id}
      stored={{ name: Name, description: Description, document: layOut(policy.Content ?? ''), tags: NO_TAGS }}
      attachments={overview?.TargetCount}
      maxCharacters={most}
    />
  );
}

function crumbs(type: PolicyTypeFacts, id: string, name: string) {
  return [
    { label: type.title, href: paths.organizationPolicyType(type.id) },
    { label: name, href: paths.organizationPolicy(type.id, id) },
  ];
}

type EditFormProps = EditPolicyPageProps & {
  stored: PolicyForm;
  attachments: number | undefined;
  maxCharacters: number;
};

function EditForm({ type, id, stored, attachments, maxCharacters }: EditFormProps) {
  /** The document whose effect is shown. */
  const [previewed, setPreviewed] = useState<string | null>(null);
  const suggestion = useSuggestion();
  const back = suggestion?.back ?? paths.organizationPolicy(type.id, id);
  const { form, submission } = useOperationForm(updatePolicy, {
    ...POLICY_FAILURES,
    defaultValues: stored,
    toInput: ({ name, description, document }: PolicyForm) => ({
      PolicyId: id,
      Name: name.trim(),
      Description: description.trim(),
      Content: document === stored.document ? undefined : textToSave(document, maxCharacters),
    }),
    success: ({ Name }) => ({ text: `The policy ${Name} was saved. It is in effect wherever it is attached.` }),
    goTo: () => back,
  });
  const { field: document } = useController({ control: form.control, name: 'document' });
  useEffect(() => {
    const suggested = suggestion && suggestedText(suggestion, stored.document);
    if (suggested !== null) form.setValue('document', suggested, { shouldDirty: true });
  }, [suggestion, stored.document, form.setValue]);
  const problem = documentProblem(document.value, type.kind, maxCharacters);
  const changed = document.value !== stored.document;
  const missing = useMissing()('organizations:UpdatePolicy');
  return (
    <FormPage
      title={`Edit ${stored.name}`}
      breadcrumbs={crumbs(type, id, stored.name)}
      crumb="Edit"
      submitLabel="Save changes"
      cancelHref={back}
      {...submission}
      missing={missing}
      disabledReason={problem ?? (submission.dirty ? undefined : 'Nothing is changed')}
    >
      <Panel title="Details">
        <div className="grid gap-4 md:grid-cols-2">
          <PolicyFields form={form} />
        </div>
      </Panel>
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(25rem,27.5rem)]">
        <div className="min-w-0 space-y-4">
          <PolicyEditor
            label={`Policy document of ${stored.name}`}
            kind={type.kind}
            value={document.value}
            onChange={document.onChange}
            maxCharacters={maxCharacters}
            minLines={18}
          />
          {changed ? (
            <ExpandableSection look="panel" title="Changes since the last save">
              <PolicyDiff before={stored.document} after={document.value} label="Changes" kind={type.kind} />
            </ExpandableSection>
          ) : null}
        </div>
        <EffectPanel
          policyId={id}
          attachments={attachments}
          document={document.value}
          previewed={previewed}
          ready={changed && problem === undefined}
          onPreview={() => setPreviewed(document.value)}
        />
      </div>
    </FormPage>
  );
}

type EffectPanelProps = {
  policyId: string;
  attachments: number | undefined;
  document: string;
  previewed: string | null;
  /** Whether there is a change that can be worked out. */
  ready: boolean;
  onPreview: () => void;
};

/** What saving would do, worked out when asked. */
function EffectPanel({ policyId, attachments, document, previewed, ready, onPreview }: EffectPanelProps) {
  const current = previewed === document;
  return (
    <Panel
      flush
      title="Effect of saving"
      description={
        attachments === undefined
          ? undefined
          : attachments === 0
            ? 'Attached to nothing: saving changes nobody’s access.'
            : `Attached to ${attachments === 1 ? 'one target' : `${attachments} targets`}: saving takes effect there at once.`
      }
      actions={
        attachments === 0 ? undefined : (
          <Button onClick={onPreview} disabled={!ready || current}>
            Preview
          </Button>
        )
      }
      className="xl:sticky xl:top-16"
    >
      {previewed !== null && current && ready ? (
        <GuardrailPreview change={{ kind: 'update', policyId, content: document }} />
      ) : (
        <p className="px-4 py-4 text-ink-2">
          {ready
            ? previewed === null
              ? 'Preview the change to see who would lose or gain access.'
              : 'The document has changed since the last preview.'
            : 'Change the document to see who would lose or gain access.'}
        </p>
      )}
    </Panel>
  );
}
