'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { fieldProblem } from '@/components/console/form/field-problem';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { ReviewSection, Wizard } from '@/components/console/form/wizard';
import { documentProblem, NEW_DOCUMENT, POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Textarea } from '@/components/ui/textarea';
import { paths } from '@/lib/console/paths';
import { CreatePolicyInput } from '@/lib/iam/policy/schema';
import { createPolicy } from '../actions';
import { PolicySummary } from './policy-summary';

const BREADCRUMBS = [{ label: 'Policies', href: paths.policies }];

/** Creates a customer managed policy: the document, then what it is called. */
export function CreatePolicyWizard() {
  const [document, setDocument] = useState(NEW_DOCUMENT);
  const [tags, setTags] = useState<Tag[]>([]);
  const [tagsTried, setTagsTried] = useState(false);
  const form = useForm({ defaultValues: { name: '', path: '/', description: '' }, mode: 'all' });
  const { errors } = form.formState;
  const operation = useOperation(createPolicy, {
    success: ({ PolicyName }, { Policy }) => ({
      text: `Policy ${PolicyName} was created.`,
      link: { href: paths.policy(Policy.Arn ?? ''), label: 'View policy' },
    }),
    goTo: () => paths.policies,
    handlesError: () => true,
  });
  const create = form.handleSubmit(({ name, path, description }) =>
    operation.run({
      PolicyName: name,
      Path: path === '/' ? undefined : path,
      PolicyDocument: document,
      Description: description || undefined,
      Tags: tags.length > 0 ? tags : undefined,
    }),
  );
  return (
    <Wizard
      title="Create policy"
      breadcrumbs={BREADCRUMBS}
      submitLabel="Create policy"
      cancelHref={paths.policies}
      pending={operation.running}
      error={operation.error}
      dirty={document !== NEW_DOCUMENT || form.formState.isDirty}
      onSubmit={() => void create()}
      steps={[
        {
          id: 'permissions',
          title: 'Specify permissions',
          description: 'Which actions on which resources, and under which conditions.',
          validate: () => documentProblem(document, 'identity', POLICY_CHARACTERS.managed) ?? true,
          content: (
            <PolicyEditor
              label="Policy document"
              kind="identity"
              maxCharacters={POLICY_CHARACTERS.managed}
              value={document}
              onChange={setDocument}
              minLines={18}
            />
          ),
        },
        {
          id: 'review',
          title: 'Review and create',
          validate: async () => {
            setTagsTried(true);
            return (await form.trigger()) && checkTags(tags).length === 0;
          },
          content: (
            <>
              <Panel title="Policy details" headingLevel={3}>
                <div className="space-y-4">
                  <Field label="Policy name" hint="Up to 128 letters, digits and + = , . @ _ -" error={errors.name?.message}>
                    <Input
                      {...form.register('name', {
                        validate: (text) => fieldProblem(CreatePolicyInput.shape.PolicyName, text) ?? true,
                      })}
                      autoComplete="off"
                      spellCheck={false}
                    />
                  </Field>
                  <Field
                    label="Description"
                    optional
                    hint="What the policy is for. It cannot be changed later."
                    error={errors.description?.message}
                  >
                    <Textarea
                      rows={2}
                      {...form.register('description', {
                        validate: (text) => text.length <= 1000 || 'At most 1,000 characters.',
                      })}
                    />
                  </Field>
                  <Field
                    label="Path"
                    optional
                    hint="Part of the ARN, to address policies together. Begins and ends with /."
                    error={errors.path?.message}
                  >
                    <Input
                      {...form.register('path', {
                        validate: (text) =>
                          CreatePolicyInput.shape.Path.safeParse(text).success ||
                          'Letters, digits and / . , + @ = _ -, between slashes.',
                      })}
                      mono
                      autoComplete="off"
                      spellCheck={false}
                    />
                  </Field>
                </div>
              </Panel>
              <ReviewSection title="Permissions defined in this policy" stepId="permissions">
                <PolicySummary document={document} />
              </ReviewSection>
              <Panel
                title="Tags"
                headingLevel={3}
                description="Optional. Keys and values to find, group and control access to the policy."
              >
                <TagEditor tags={tags} onTagsChange={setTags} showIssues={tagsTried} />
              </Panel>
            </>
          ),
        },
      ]}
    />
  );
}
