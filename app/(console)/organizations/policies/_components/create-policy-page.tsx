'use client';

import { useEffect, useState } from 'react';
import { useController } from 'react-hook-form';
import { PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { useSuggestion } from '@/app/(console)/_client/suggested-document';
import { useMissing } from '@/app/(console)/_client/use-missing';
import { useOperationForm } from '@/app/(console)/_client/use-operation-form';
import { useRead } from '@/app/(console)/_client/use-read';
import { FormPage } from '@/components/console/form/form-page';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { TagsField } from '@/components/console/form/tags-field';
import { HelpLink } from '@/components/console/shell/help-panel';
import { documentProblem } from '@/components/policy-editor/document-problem';
import { Panel } from '@/components/ui/panel';
import { RadioGroup } from '@/components/ui/radio-group';
import { paths } from '@/lib/console/paths';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { textToSave } from '../../_components/text-to-save';
import { useMaxCharacters } from '../../_components/use-organization';
import { organizationQuery } from '../../queries';
import { createPolicy } from '../actions';
import { PolicyFields } from './policy-fields';
import { POLICY_FAILURES, type PolicyForm } from './policy-form';
import { StrategyHelp } from './strategy-help';
import { type Template, templatesOf } from './templates';

/** Creates a guardrail: from a template or from nothing. It binds nobody before it is attached. */
export function CreatePolicyPage({ type }: { type: PolicyTypeFacts }) {
  const organization = useRead(organizationQuery());
  const most = useMaxCharacters(type.id) ?? type.maxCharacters;
  const templates = templatesOf(type, organization.data?.Organization?.Id);
  const [template, setTemplate] = useState<string>(templates[0]?.id ?? '');
  const { form, submission } = useOperationForm(createPolicy, {
    ...POLICY_FAILURES,
    defaultValues: fromTemplate(templates[0]),
    toInput: ({ name, description, document, tags }: PolicyForm) => ({
      Type: type.id,
      Name: name.trim(),
      Description: description.trim(),
      Content: textToSave(document, most),
      Tags: tags.length > 0 ? tags : undefined,
    }),
    success: (_, { Policy }) => ({
      text: `The policy ${Policy.PolicySummary?.Name ?? ''} was created. It binds nobody before you attach it.`,
      link: { href: paths.attachOrganizationPolicy(Policy.PolicySummary?.Id ?? ''), label: 'Attach it' },
    }),
    goTo: (_, { Policy }) => paths.organizationPolicy(type.id, Policy.PolicySummary?.Id ?? ''),
  });
  const { field: document } = useController({ control: form.control, name: 'document' });
  const missing = useMissing()('organizations:CreatePolicy');
  const suggested = useSuggestion()?.document;
  useEffect(() => {
    if (suggested === undefined) return;
    setTemplate('');
    form.reset(fromTemplate(undefined));
    form.setValue('document', suggested, { shouldDirty: true });
  }, [suggested, form.reset, form.setValue]);
  const start = (id: string) => {
    setTemplate(id);
    const { tags } = form.getValues();
    form.reset(fromTemplate(templates.find((each) => each.id === id)));
    form.setValue('tags', tags, { shouldDirty: true });
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
      {...submission}
      missing={missing}
      disabledReason={documentProblem(document.value, type.kind, most)}
    >
      <StrategyHelp />
      <Panel title="Start from">
        <RadioGroup
          label="Template"
          hideLabel
          tiles
          columns={3}
          value={template}
          onValueChange={start}
          options={templates.map(({ id, label, description }) => ({ value: id, label, description }))}
        />
      </Panel>
      <Panel title="Details">
        <div className="space-y-4">
          <PolicyFields form={form} hint="What it prevents and why, at most 512 characters." />
        </div>
      </Panel>
      <Panel title="Policy" flush>
        <PolicyEditor
          label="Policy document"
          kind={type.kind}
          value={document.value}
          onChange={document.onChange}
          maxCharacters={most}
          className="rounded-t-none border-0"
        />
      </Panel>
      <Panel title="Tags" description="Optional. Keys and values to find, group and control access to this policy.">
        <TagsField form={form} name="tags" caseSensitive />
      </Panel>
    </FormPage>
  );
}

function fromTemplate(template: Template | undefined): PolicyForm {
  return {
    name: template?.name ?? '',
    description: template?.text ?? '',
    document: template?.document ?? '',
    tags: NO_TAGS,
  };
}
