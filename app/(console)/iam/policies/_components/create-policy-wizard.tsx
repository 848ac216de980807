'use client';

import { useEffect } from 'react';
import { PolicyEditor } from '@/app/(console)/_client/policies/policy-editor';
import { useSuggestion } from '@/app/(console)/_client/policies/suggested-document';
import { useDraft } from '@/app/(console)/_client/use-draft';
import { TagEditor } from '@/components/console/form/tag-editor';
import type { KeptForm } from '@/components/console/form/use-kept-form';
import { ReviewSection, Wizard } from '@/components/console/form/wizard';
import { useOperation } from '@/components/console/kit/use-operation';
import { POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { DocumentSources } from '../../_components/policies/document-sources';
import { createPolicy } from '../actions';
import { NEW_POLICY, POLICY_MEMBERS, type PolicyForm, policyFormSchema, toNewPolicy } from './policy-form';
import { PolicySummary } from './policy-summary';

const BREADCRUMBS = [{ label: 'Policies', href: paths.policies }];

/** Renders the wizard that creates a customer managed policy. */
export function CreatePolicyWizard() {
  const form = useDraft<PolicyForm>('create-policy', { schema: policyFormSchema, fresh: NEW_POLICY });
  const suggested = useSuggestion()?.document;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, with the values in the URL
  useEffect(() => {
    if (suggested !== undefined) form.set('document', suggested);
  }, [suggested]);
  const operation = useOperation(createPolicy, {
    success: ({ PolicyName }, { Policy }) => ({
      text: `Policy ${PolicyName} was created.`,
      link: { href: paths.policy(Policy.Arn), label: 'View policy' },
    }),
    goTo: () => paths.policies,
    handlesError: () => true,
    onSuccess: form.discard,
  });
  return (
    <Wizard
      title="Create policy"
      breadcrumbs={BREADCRUMBS}
      form={form}
      members={POLICY_MEMBERS}
      submitLabel="Create policy"
      cancelHref={paths.policies}
      pending={operation.running}
      error={operation.error}
      onSubmit={() => void operation.run(toNewPolicy(form.value))}
      steps={[
        {
          id: 'permissions',
          title: 'Specify permissions',
          description: 'Choose the actions, resources and conditions.',
          fields: ['document'],
          notes: ['document'],
          content: (
            <PolicyEditor
              label="Policy document"
              kind="identity"
              saving="managed"
              maxCharacters={POLICY_CHARACTERS.managed}
              value={form.value.document}
              onChange={(document) => form.set('document', document)}
              problemShown={form.problemAt('document') !== undefined}
              tools={<DocumentSources document={form.value.document} onChange={(document) => form.set('document', document)} />}
              minLines={18}
            />
          ),
        },
        {
          id: 'review',
          title: 'Review and create',
          fields: ['name', 'path', 'description', 'tags'],
          notes: ['tags'],
          content: <Review form={form} />,
        },
      ]}
    />
  );
}

function Review({ form: { register, problemAt, tried, value, set } }: { form: KeptForm<PolicyForm> }) {
  return (
    <>
      <Panel title="Policy details" headingLevel={3}>
        <div className="space-y-4">
          <Field label="Policy name" hint="Up to 128 letters, digits and + = , . @ _ -" error={problemAt('name')}>
            <Input {...register('name')} autoComplete="off" spellCheck={false} />
          </Field>
          <Field
            label="Description"
            optional
            hint="The purpose of the policy. It cannot be changed later."
            error={problemAt('description')}
          >
            <Textarea rows={2} {...register('description')} />
          </Field>
          <Field
            label="Path"
            optional
            hint="Part of the ARN, to refer to several policies together. Must begin and end with /."
            error={problemAt('path')}
          >
            <Input {...register('path')} mono autoComplete="off" spellCheck={false} />
          </Field>
        </div>
      </Panel>
      <ReviewSection title="Permissions defined in this policy" stepId="permissions">
        <PolicySummary document={value.document} />
      </ReviewSection>
      <Panel
        title="Tags"
        headingLevel={3}
        description="Optional. Keys and values to find, group and control access to the policy."
      >
        <TagEditor tags={value.tags} onTagsChange={(tags) => set('tags', tags)} showIssues={tried('tags')} />
      </Panel>
    </>
  );
}
