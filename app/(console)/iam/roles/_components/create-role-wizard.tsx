'use client';

import { trustedEntities, trustedEntityText } from '@gatehouse/policy/analyze';
import { useCallback, useMemo, useState } from 'react';
import { useDraft } from '@/app/(console)/_client/use-draft';
import { TagEditor } from '@/components/console/form/tag-editor';
import type { KeptForm } from '@/components/console/form/use-kept-form';
import { ReviewSection, Wizard } from '@/components/console/form/wizard';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { CodeBlock } from '@/components/ui/code-block';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { Progress } from '@/lib/console/recipes/attempts';
import type { NewRole } from '@/lib/console/recipes/role';
import { BoundarySection, policyName } from '../../_components/boundary/boundary-section';
import { UnfinishedPage } from '../../_components/unfinished-page';
import { identityProvidersQuery } from '../../identity-providers/queries';
import { PoliciesPicker } from '../../policies-picker';
import { createRole, finishRole } from '../actions';
import { newRole, ROLE_MEMBERS, type RoleForm, roleFormSchema, toNewRole } from './role-form';
import { SessionDurationSelect } from './session-duration';
import { type TrustChoice, withOnlyAudience } from './trust-choice';
import { TrustStep } from './trust-step';

const BREADCRUMBS = [{ label: 'Roles', href: paths.roles }];

type CreateRoleWizardProps = {
  accountId: string;
  /** The ARN of the preselected identity provider. */
  provider?: string;
};

/** Renders the wizard that creates a role: trust, permissions, name. */
export function CreateRoleWizard({ accountId, provider }: CreateRoleWizardProps) {
  const complete = useOnlyAudience();
  const schema = useMemo(() => roleFormSchema(accountId, complete), [accountId, complete]);
  const fresh = useMemo(() => newRole(provider), [provider]);
  const form = useDraft<RoleForm>(['create-role', provider].join(':'), { schema, fresh });
  const { set } = form;
  const value = { ...form.value, trust: complete(form.value.trust) };
  const asked = toNewRole(value, accountId);
  const [partial, setPartial] = useState<{ asked: NewRole; progress: Progress }>();
  const operation = useOperation(createRole, {
    success: ({ name }, { failed }) =>
      failed.length === 0
        ? { text: `Role ${name} was created.`, link: { href: paths.role(name), label: 'View role' } }
        : undefined,
    goTo: (_, { failed }) => (failed.length === 0 ? paths.roles : ''),
    onSuccess: (progress) => {
      form.discard();
      if (progress.failed.length > 0) setPartial({ asked, progress });
    },
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
  return (
    <Wizard
      title="Create role"
      breadcrumbs={BREADCRUMBS}
      form={form}
      members={ROLE_MEMBERS}
      submitLabel="Create role"
      cancelHref={paths.roles}
      pending={operation.running}
      error={operation.error}
      onSubmit={() => void operation.run(asked)}
      steps={[
        {
          id: 'trust',
          title: 'Select trusted entity',
          description: 'The principals that can assume the role.',
          fields: ['trust'],
          notes: ['trust'],
          content: (
            <TrustStep
              value={value.trust}
              onChange={(trust) => set('trust', trust)}
              accountId={accountId}
              tried={form.tried('trust')}
            />
          ),
        },
        {
          id: 'permissions',
          title: 'Add permissions',
          description: 'The permissions of the role’s sessions.',
          fields: ['arns', 'boundary'],
          notes: ['boundary'],
          content: (
            <>
              <PoliciesPicker selected={value.arns} onSelect={(arns) => set('arns', arns)} />
              <BoundarySection noun="role" arn={value.boundary} onChange={(arn) => set('boundary', arn)} />
            </>
          ),
        },
        {
          id: 'review',
          title: 'Name, review, and create',
          fields: ['name', 'description', 'duration', 'tags'],
          notes: ['tags'],
          content: <Review form={form} asked={asked} accountId={accountId} />,
        },
      ]}
    />
  );
}

/** Returns a function that chooses the audience of a provider with only one. */
function useOnlyAudience(): (choice: TrustChoice) => TrustChoice {
  const providers = useRead(identityProvidersQuery()).data?.Providers;
  return useCallback(
    (choice) => withOnlyAudience(choice, providers?.find(({ Arn }) => Arn === choice.web.provider)?.ClientIds),
    [providers],
  );
}

type ReviewProps = { form: KeptForm<RoleForm>; asked: NewRole; accountId: string };

function Review({ form: { register, problemAt, tried, value, set }, asked, accountId }: ReviewProps) {
  const entities = trustedEntities(asked.trust)
    .map((entity) => trustedEntityText(entity, accountId))
    .join(', ');
  return (
    <>
      <Panel title="Role details" headingLevel={3}>
        <div className="space-y-4">
          <Field label="Role name" hint="Up to 64 letters, digits and + = , . @ _ -" error={problemAt('name')}>
            <Input {...register('name')} autoComplete="off" spellCheck={false} />
          </Field>
          <Field label="Description" optional error={problemAt('description')}>
            <Textarea rows={2} {...register('description')} />
          </Field>
          <Field label="Maximum session duration" hint="The maximum duration of a session of the role.">
            <SessionDurationSelect value={value.duration} onChange={(duration) => set('duration', duration)} />
          </Field>
        </div>
      </Panel>
      <ReviewSection title="Trusted entities" stepId="trust">
        <div className="space-y-3">
          <p>{entities}</p>
          <CodeBlock label="Trust policy" code={asked.trust} maxHeight={480} />
        </div>
      </ReviewSection>
      <ReviewSection title="Permissions" stepId="permissions">
        <KeyValue
          columns={2}
          items={[
            { label: 'Permissions policies', value: asked.arns.map(policyName).join(', ') || 'None' },
            { label: 'Permissions boundary', value: asked.boundary ? policyName(asked.boundary) : 'None' },
            ...(asked.instanceProfile ? [{ label: 'Instance profile', value: 'Created with the same name' }] : []),
          ]}
        />
      </ReviewSection>
      <Panel
        title="Tags"
        headingLevel={3}
        description="Optional. Keys and values to find, group and control access to the role. Its sessions have them too."
      >
        <TagEditor tags={value.tags} onTagsChange={(tags) => set('tags', tags)} showIssues={tried('tags')} />
      </Panel>
    </>
  );
}
