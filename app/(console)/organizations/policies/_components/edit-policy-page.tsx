'use client';

import { useState } from 'react';
import { PolicyDiff, PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { layOut } from '@/components/access/policy-excerpt';
import { FormPage } from '@/components/console/form/form-page';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { documentProblem } from '@/components/policy-editor/document-problem';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { GuardrailPreview } from '../../_components/guardrail-preview';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { usePolicies } from '../../_components/use-organization';
import { organizationPolicyQuery } from '../../queries';
import { updatePolicy } from '../actions';
import { textToSave } from './text-to-save';

type EditPolicyPageProps = { type: PolicyTypeFacts; id: string };

export function EditPolicyPage({ type, id }: EditPolicyPageProps) {
  const read = useRead(organizationPolicyQuery(id));
  const { policies, maxCharacters } = usePolicies();
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
      stored={{ name: Name, description: Description, document: layOut(policy.Content ?? '') }}
      attachments={policies?.find((each) => each.Id === id)?.TargetIds.length}
      maxCharacters={maxCharacters[type.id] ?? type.maxCharacters}
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
  stored: { name: string; description: string; document: string };
  attachments: number | undefined;
  maxCharacters: number;
};

function EditForm({ type, id, stored, attachments, maxCharacters }: EditFormProps) {
  const [entered, setEntered] = useState(stored);
  /** The document whose effect is shown. */
  const [previewed, setPreviewed] = useState<string | null>(null);
  const operation = useOperation(updatePolicy, {
    success: () => ({ text: `The policy ${entered.name.trim()} was saved. It is in effect wherever it is attached.` }),
    goTo: () => paths.organizationPolicy(type.id, id),
    handlesError: () => true,
  });
  const duplicate = operation.error?.code === 'DuplicatePolicyException';
  const problem = documentProblem(entered.document, type.kind, maxCharacters);
  const changed = entered.document !== stored.document;
  const dirty = changed || entered.name !== stored.name || entered.description !== stored.description;
  const nameMissing = entered.name.trim() === '';
  const set = (change: Partial<typeof entered>) => setEntered({ ...entered, ...change });
  return (
    <FormPage
      title={`Edit ${stored.name}`}
      breadcrumbs={crumbs(type, id, stored.name)}
      crumb="Edit"
      submitLabel="Save changes"
      cancelHref={paths.organizationPolicy(type.id, id)}
      pending={operation.running}
      dirty={dirty}
      error={duplicate ? undefined : operation.error}
      disabledReason={problem ?? (dirty ? undefined : 'Nothing is changed')}
      onSubmit={() => {
        if (nameMissing) return;
        void operation.run({
          PolicyId: id,
          Name: entered.name.trim(),
          Description: entered.description.trim(),
          Content: changed ? textToSave(entered.document, maxCharacters) : undefined,
        });
      }}
    >
      <Panel title="Details">
        <div className="grid gap-4 md:grid-cols-2">
          <Field
            label="Policy name"
            error={duplicate ? 'Another policy of this type has the name.' : nameMissing ? 'Give the policy a name.' : undefined}
          >
            <Input
              value={entered.name}
              maxLength={128}
              autoComplete="off"
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label="Description" optional>
            <Input
              value={entered.description}
              maxLength={512}
              autoComplete="off"
              onChange={(event) => set({ description: event.target.value })}
            />
          </Field>
        </div>
      </Panel>
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(25rem,27.5rem)]">
        <div className="min-w-0 space-y-4">
          <PolicyEditor
            label={`Policy document of ${stored.name}`}
            kind={type.kind}
            value={entered.document}
            onChange={(document) => set({ document })}
            maxCharacters={maxCharacters}
            minLines={18}
          />
          {changed ? (
            <ExpandableSection look="panel" title="Changes since the last save">
              <PolicyDiff before={stored.document} after={entered.document} label="Changes" />
            </ExpandableSection>
          ) : null}
        </div>
        <EffectPanel
          policyId={id}
          attachments={attachments}
          document={entered.document}
          previewed={previewed}
          ready={changed && problem === undefined}
          onPreview={() => setPreviewed(entered.document)}
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
