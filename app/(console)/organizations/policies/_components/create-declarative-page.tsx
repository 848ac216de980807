'use client';

import { useController } from 'react-hook-form';
import { CharactersUsed } from '@/app/(console)/_client/policies/characters-used';
import { DeclarativeEditor } from '@/app/(console)/_client/policies/policy-editor';
import { FormPage } from '@/components/console/form/form-page';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { TagsField } from '@/components/console/form/tags-field';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { blankDocument } from '@/components/policy-editor/declarative/blank-document';
import { declarativeProblem } from '@/components/policy-editor/declarative/declarative-findings';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { DeclarativeTypeFacts } from '../../_components/declarative-types';
import { textToSave } from '../../_components/text-to-save';
import { createPolicy } from '../actions';
import { PolicyFields } from './policy-fields';
import { POLICY_FAILURES, type PolicyForm } from './policy-form';

/** Renders the page that creates a declarative policy by fields or as JSON. It has no effect until it is attached. */
export function CreateDeclarativePage({ type }: { type: DeclarativeTypeFacts }) {
  const { form, submission } = useOperationForm(createPolicy, {
    ...POLICY_FAILURES,
    defaultValues: { name: '', description: '', document: blankDocument(type.id), tags: NO_TAGS } satisfies PolicyForm,
    toInput: ({ name, description, document, tags }: PolicyForm) => ({
      Type: type.id,
      Name: name.trim(),
      Description: description.trim(),
      Content: textToSave(document, type.maxCharacters),
      Tags: tags.length > 0 ? tags : undefined,
    }),
    success: (_, { Policy }) => ({
      text: `The policy ${Policy.PolicySummary.Name} was created. It has no effect until you attach it.`,
      link: { href: paths.attachOrganizationPolicy(Policy.PolicySummary.Id), label: 'Attach it' },
    }),
    goTo: (_, { Policy }) => paths.organizationPolicy(type.id, Policy.PolicySummary.Id),
  });
  const { field: document } = useController({ control: form.control, name: 'document' });
  return (
    <FormPage
      title={`Create ${type.noun}`}
      breadcrumbs={[
        { label: 'Policies', href: paths.organizationPolicies },
        { label: type.title, href: paths.organizationPolicyType(type.id) },
      ]}
      crumb="Create"
      submitLabel="Create policy"
      cancelHref={paths.organizationPolicyType(type.id)}
      {...submission}
      missing={useMissing()('organizations:CreatePolicy')}
      disabledReason={declarativeProblem(type.id, document.value, type.maxCharacters)}
      foot={<CharactersUsed text={document.value} most={type.maxCharacters} />}
    >
      <Panel title="Details">
        <div className="space-y-4">
          <PolicyFields form={form} hint="The purpose of the policy, up to 512 characters." />
        </div>
      </Panel>
      <DeclarativeEditor
        label="Policy document"
        type={type.id}
        value={document.value}
        onChange={document.onChange}
        maxCharacters={type.maxCharacters}
      />
      <Panel title="Tags" description="Optional. Keys and values to find, group and control access to this policy.">
        <TagsField form={form} name="tags" caseSensitive />
      </Panel>
    </FormPage>
  );
}
