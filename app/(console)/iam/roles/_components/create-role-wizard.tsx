'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { fieldProblem } from '@/components/console/form/field-problem';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { ReviewSection, Wizard } from '@/components/console/form/wizard';
import { KeyValue } from '@/components/console/page/key-value';
import { documentProblem, POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { CodeBlock } from '@/components/ui/code-block';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Textarea } from '@/components/ui/textarea';
import { paths } from '@/lib/console/paths';
import type { Progress } from '@/lib/console/recipes/attempts';
import type { NewRole } from '@/lib/console/recipes/role';
import { trustedEntities, trustedEntityText } from '@/lib/engine';
import { CreateRoleInput } from '@/lib/iam/role/schema';
import { BoundarySection, boundaryProblem, policyName } from '../../_components/boundary-section';
import { PoliciesPicker } from '../../_components/policies-picker';
import { UnfinishedPage } from '../../_components/unfinished-page';
import { identityProvidersQuery } from '../../identity-providers/queries';
import { createRole, finishRole } from '../actions';
import { descriptionProblem } from './edit-role-dialog';
import { SessionDurationSelect } from './session-duration';
import { needsInstanceProfile, newTrust, trustDocument, trustProblem, withOnlyAudience } from './trust-choice';
import { TrustStep } from './trust-step';

const BREADCRUMBS = [{ label: 'Roles', href: paths.roles }];

type CreateRoleWizardProps = {
  accountId: string;
  /** An identity provider that is already chosen, by its ARN. */
  provider?: string;
};

/** Creates a role: who may take it, what it may do, what it is called. */
export function CreateRoleWizard({ accountId, provider }: CreateRoleWizardProps) {
  const [initial] = useState(() => newTrust(provider));
  const [chosen, setTrust] = useState(initial);
  const providers = useRead(identityProvidersQuery()).data?.Providers;
  const trust = withOnlyAudience(chosen, providers?.find(({ Arn }) => Arn === chosen.web.provider)?.ClientIds);
  const [trustTried, setTrustTried] = useState(false);
  const [arns, setArns] = useState<readonly string[]>([]);
  const [boundary, setBoundary] = useState<string | null>(null);
  const [duration, setDuration] = useState(3600);
  const [tags, setTags] = useState<Tag[]>([]);
  const [tagsTried, setTagsTried] = useState(false);
  const [partial, setPartial] = useState<{ asked: NewRole; progress: Progress }>();
  const form = useForm({ defaultValues: { name: '', description: '' }, mode: 'onTouched' });
  const { errors } = form.formState;
  const operation = useOperation(createRole, {
    success: ({ name }, { failed }) =>
      failed.length === 0
        ? { text: `Role ${name} was created.`, link: { href: paths.role(name), label: 'View role' } }
        : undefined,
    goTo: (_, { failed }) => (failed.length === 0 ? paths.roles : ''),
    handlesError: () => true,
  });
  if (partial) {
    const { name } = partial.asked;
    return (
      <UnfinishedPage
        noun="role"
        name={name}
        href={paths.role(name)}
        breadcrumbs={BREADCRUMBS}
        finish={finishRole}
        {...partial}
      />
    );
  }

  const document = trustDocument(trust, accountId);
  const entities = trustedEntities(document)
    .map((entity) => trustedEntityText(entity, accountId))
    .join(', ');
  const create = form.handleSubmit(async ({ name, description }) => {
    const instanceProfile = needsInstanceProfile(trust);
    const asked = { name, description, trust: document, maxSessionDuration: duration, arns, boundary, tags, instanceProfile };
    const result = await operation.run(asked);
    if (result.ok && result.data.failed.length > 0) setPartial({ asked, progress: result.data });
  });
  return (
    <Wizard
      title="Create role"
      breadcrumbs={BREADCRUMBS}
      submitLabel="Create role"
      cancelHref={paths.roles}
      pending={operation.running}
      error={operation.error}
      dirty={chosen !== initial || arns.length > 0 || boundary !== null || tags.length > 0 || form.formState.isDirty}
      onSubmit={() => void create()}
      steps={[
        {
          id: 'trust',
          title: 'Select trusted entity',
          description: 'Who may assume the role.',
          validate: () => {
            setTrustTried(true);
            return trustProblem(trust) ?? documentProblem(document, 'trust', POLICY_CHARACTERS.trust) ?? true;
          },
          content: <TrustStep value={trust} onChange={setTrust} accountId={accountId} tried={trustTried} />,
        },
        {
          id: 'permissions',
          title: 'Add permissions',
          description: 'What a session of the role may do.',
          validate: () => boundaryProblem(boundary) ?? true,
          content: (
            <>
              <PoliciesPicker selected={arns} onSelect={setArns} />
              <BoundarySection noun="role" arn={boundary} onChange={setBoundary} />
            </>
          ),
        },
        {
          id: 'review',
          title: 'Name, review, and create',
          validate: async () => {
            setTagsTried(true);
            return (await form.trigger()) && checkTags(tags).length === 0;
          },
          content: (
            <>
              <Panel title="Role details" headingLevel={3}>
                <div className="space-y-4">
                  <Field label="Role name" hint="Up to 64 letters, digits and + = , . @ _ -" error={errors.name?.message}>
                    <Input
                      {...form.register('name', {
                        validate: (text) => fieldProblem(CreateRoleInput.shape.RoleName, text) ?? true,
                      })}
                      autoComplete="off"
                      spellCheck={false}
                    />
                  </Field>
                  <Field label="Description" optional error={errors.description?.message}>
                    <Textarea rows={2} {...form.register('description', { validate: descriptionProblem })} />
                  </Field>
                  <Field label="Maximum session duration" hint="The longest that one session of the role may last.">
                    <SessionDurationSelect value={duration} onChange={setDuration} />
                  </Field>
                </div>
              </Panel>
              <ReviewSection title="Trusted entities" stepId="trust">
                <div className="space-y-3">
                  <p>{entities}</p>
                  <CodeBlock label="Trust policy" code={document} maxHeight={480} />
                </div>
              </ReviewSection>
              <ReviewSection title="Permissions" stepId="permissions">
                <KeyValue
                  columns={2}
                  items={[
                    { label: 'Permissions policies', value: arns.map(policyName).join(', ') || 'None' },
                    { label: 'Permissions boundary', value: boundary ? policyName(boundary) : 'None' },
                    ...(needsInstanceProfile(trust) ? [{ label: 'Instance profile', value: 'Created with the same name' }] : []),
                  ]}
                />
              </ReviewSection>
              <Panel
                title="Tags"
                headingLevel={3}
                description="Optional. Keys and values to find, group and control access to the role; sessions carry them too."
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
