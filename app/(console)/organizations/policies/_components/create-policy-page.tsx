'use client';

import { useState } from 'react';
import { PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { FormPage } from '@/components/console/form/form-page';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { HelpLink } from '@/components/console/shell/help-panel';
import { documentProblem } from '@/components/policy-editor/document-problem';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { RadioGroup } from '@/components/ui/radio-group';
import { paths } from '@/lib/console/paths';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { usePolicies } from '../../_components/use-organization';
import { organizationQuery } from '../../queries';
import { createPolicy } from '../actions';
import { StrategyHelp } from './strategy-help';
import { type Template, templatesOf } from './templates';
import { textToSave } from './text-to-save';

/** Creates a guardrail: from a template or from nothing. It binds nobody before it is attached. */
export function CreatePolicyPage({ type }: { type: PolicyTypeFacts }) {
  const organization = useRead(organizationQuery());
  const { maxCharacters } = usePolicies();
  const most = maxCharacters[type.id] ?? type.maxCharacters;
  const templates = templatesOf(type, organization.data?.Organization?.Id);
  const [template, setTemplate] = useState<string>(templates[0]?.id ?? '');
  const [entered, setEntered] = useState(() => fromTemplate(templates[0]));
  const [tags, setTags] = useState<Tag[]>([]);
  const [dirty, setDirty] = useState(false);
  const [tried, setTried] = useState(false);
  const operation = useOperation(createPolicy, {
    success: (_, { Policy }) => ({
      text: `The policy ${Policy.PolicySummary?.Name ?? ''} was created. It binds nobody before you attach it.`,
      link: { href: paths.attachOrganizationPolicy(Policy.PolicySummary?.Id ?? ''), label: 'Attach it' },
    }),
    goTo: (_, { Policy }) => paths.organizationPolicy(type.id, Policy.PolicySummary?.Id ?? ''),
    handlesError: () => true,
  });
  const duplicate = operation.error?.code === 'DuplicatePolicyException';
  const problem = documentProblem(entered.document, type.kind, most);
  const nameMissing = entered.name.trim() === '';
  const set = (change: Partial<typeof entered>) => {
    setDirty(true);
    setEntered({ ...entered, ...change });
  };
  const submit = () => {
    setTried(true);
    if (nameMissing || problem || checkTags(tags, { caseSensitive: true }).length > 0) return;
    void operation.run({
      Type: type.id,
      Name: entered.name.trim(),
      Description: entered.description.trim(),
      Content: textToSave(entered.document, most),
      Tags: tags.length > 0 ? tags : undefined,
    });
  };
  return (
    <FormPage
      title={`Create ${type.noun}`}
      breadcrumbs={[
        { label: 'Policies', href: paths.organizationPolicies },
        { label: type.title, href: paths.organizationPolicyType(type.id) },
      ]}
      crumb="Create"
      info={<HelpLink />}
      submitLabel="Create policy"
      cancelHref={paths.organizationPolicyType(type.id)}
      onSubmit={submit}
      pending={operation.running}
      dirty={dirty || tags.length > 0}
      error={duplicate ? undefined : operation.error}
      disabledReason={problem}
    >
      <StrategyHelp />
      <Panel title="Start from">
        <RadioGroup
          label="Template"
          hideLabel
          tiles
          columns={3}
          value={template}
          onValueChange={(id) => {
            setTemplate(id);
            setEntered(fromTemplate(templates.find((each) => each.id === id)));
          }}
          options={templates.map(({ id, label, description }) => ({ value: id, label, description }))}
        />
      </Panel>
      <Panel title="Details">
        <div className="space-y-4">
          <Field
            label="Policy name"
            error={
              duplicate
                ? 'Another policy of this type has the name.'
                : tried && nameMissing
                  ? 'Give the policy a name.'
                  : undefined
            }
          >
            <Input
              value={entered.name}
              maxLength={128}
              autoComplete="off"
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label="Description" optional hint="What it prevents and why, at most 512 characters.">
            <Input
              value={entered.description}
              maxLength={512}
              autoComplete="off"
              onChange={(event) => set({ description: event.target.value })}
            />
          </Field>
        </div>
      </Panel>
      <Panel title="Policy" flush>
        <PolicyEditor
          label="Policy document"
          kind={type.kind}
          value={entered.document}
          onChange={(document) => set({ document })}
          maxCharacters={most}
          className="rounded-t-none border-0"
        />
      </Panel>
      <Panel title="Tags" description="Optional. Keys and values to find, group and control access to this policy.">
        <TagEditor caseSensitive tags={tags} onTagsChange={setTags} showIssues={tried} />
      </Panel>
    </FormPage>
  );
}

function fromTemplate(template: Template | undefined): { name: string; description: string; document: string } {
  return { name: template?.name ?? '', description: template?.text ?? '', document: template?.document ?? '' };
}
