'use client';

import { useState } from 'react';
import { DownloadCsv } from '@/app/(console)/_client/download-csv';
import { FailedSteps } from '@/app/(console)/_client/failed-steps';
import { SecretText } from '@/app/(console)/_client/secrets/secret';
import { useDraft } from '@/app/(console)/_client/use-draft';
import { Wizard } from '@/components/console/form/wizard';
import { useOperation } from '@/components/console/kit/use-operation';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import type { Breadcrumb } from '@/components/console/shell/breadcrumbs';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import type { GivenAccessKey } from '@/lib/console/recipes/user/access-key';
import { type AccessKeyForm, accessKeyFormSchema, NEW_ACCESS_KEY, type UseCase } from './access-key-form';
import { createAccessKey } from './actions';

const USE_CASES: readonly { value: UseCase; label: string; description: string; advice: string }[] = [
  {
    value: 'cli',
    label: 'Command line interface (CLI)',
    description: 'You use this key with the AWS CLI on your own computer.',
    advice: 'Use a CLI profile that assumes a role instead. Its credentials are temporary and limited to the role.',
  },
  {
    value: 'local',
    label: 'Local code',
    description: 'Code on your own computer calls the API.',
    advice: 'Use an SDK profile that assumes a role instead, so that no long-term secret is stored next to the code.',
  },
  {
    value: 'compute',
    label: 'Application on AWS compute',
    description: 'An application on EC2, ECS or Lambda calls the API.',
    advice: 'Give the instance, task or function a role instead. Its credentials are provided and rotated automatically.',
  },
  {
    value: 'third-party',
    label: 'Third-party service',
    description: 'A third-party product monitors or manages your account.',
    advice: 'Create a role that their account can assume with an external ID instead. They never store a secret of yours.',
  },
  {
    value: 'outside',
    label: 'Application outside AWS',
    description: 'A server or pipeline elsewhere calls the API.',
    advice: 'If it has an identity token or a certificate, let it exchange that for a role session instead.',
  },
  {
    value: 'other',
    label: 'Other',
    description: 'Another use case.',
    advice: 'Give the user only the permissions that it needs, and replace the key every 90 days.',
  },
];

type AccessKeyWizardProps = {
  /** The name of the user. If absent, the key is the caller's. */
  userName?: string;
  /** The user whose tags store the description. Absent for a root user, which has no tags. */
  describedOn?: string;
  owner: string;
  breadcrumbs: readonly Breadcrumb[];
  backHref: string;
};

/** Renders the wizard that creates an access key. It asks for the use, suggests alternatives, and shows the secret once. */
export function AccessKeyWizard({ userName, describedOn, owner, breadcrumbs, backHref }: AccessKeyWizardProps) {
  const form = useDraft<AccessKeyForm>(['create-access-key', userName].join(':'), {
    schema: accessKeyFormSchema,
    fresh: NEW_ACCESS_KEY,
  });
  const { useCase, description, understood } = form.value;
  const root = describedOn === undefined;
  const [created, setCreated] = useState<GivenAccessKey>();
  const operation = useOperation(createAccessKey, {
    handlesError: () => true,
    onSuccess: (given) => {
      form.discard();
      setCreated(given);
    },
  });
  if (created) return <CreatedKey {...created} owner={owner} breadcrumbs={breadcrumbs} backHref={backHref} />;

  const chosen = USE_CASES.find(({ value }) => value === useCase);
  return (
    <Wizard
      title="Create access key"
      breadcrumbs={breadcrumbs}
      form={form}
      submitLabel="Create access key"
      cancelHref={backHref}
      pending={operation.running}
      error={operation.error}
      onSubmit={() => void operation.run({ UserName: userName, describedOn, description })}
      steps={[
        {
          id: 'use-case',
          title: root ? 'Alternatives to root user access keys' : 'Best practices and alternatives',
          description: 'Long-term keys are the credentials that leak most often. Consider the alternatives.',
          fields: ['useCase', 'understood'],
          // The confirmation is asked for after a use case is chosen.
          notes: useCase === null ? ['useCase'] : ['understood'],
          content: (
            <>
              {root ? (
                <Alert kind="warning" title="A key of the root user can do everything, and no policy of the account can limit it">
                  Create an administrator and sign in as that user. Delete existing root access keys.
                </Alert>
              ) : null}
              <Panel title="Use case">
                <RadioGroup
                  label="Use case"
                  hideLabel
                  tiles
                  columns={2}
                  value={useCase}
                  onValueChange={(chosen) => form.set('useCase', chosen)}
                  options={USE_CASES}
                />
              </Panel>
              {chosen ? (
                <Alert kind="info" title="Recommended instead" live>
                  {chosen.advice}
                </Alert>
              ) : null}
              <Checkbox
                label="I understand the recommendation and want to create an access key"
                checked={understood}
                onCheckedChange={(confirmed) => form.set('understood', confirmed)}
              />
            </>
          ),
        },
        {
          id: 'review',
          title: root ? 'Create' : 'Describe and create',
          description: 'The secret is only shown on the next page.',
          fields: root ? [] : ['description'],
          content: (
            <>
              {root ? null : (
                <Panel title="Description">
                  <Field
                    label="Description"
                    optional
                    hint="The place and purpose of the key. Stored as a tag of the user, with the access key ID as its key."
                    error={form.problemAt('description')}
                  >
                    <Input
                      value={description}
                      onChange={(event) => form.set('description', event.currentTarget.value)}
                      autoComplete="off"
                    />
                  </Field>
                </Panel>
              )}
              <Panel title="Access key">
                <KeyValue
                  columns={2}
                  items={[
                    { label: 'For', value: owner },
                    { label: 'Use case', value: chosen?.label },
                  ]}
                />
              </Panel>
            </>
          ),
        },
      ]}
    />
  );
}

type CreatedKeyProps = GivenAccessKey & {
  owner: string;
  breadcrumbs: readonly Breadcrumb[];
  backHref: string;
};

function CreatedKey({ AccessKeyId, SecretAccessKey, failed, owner, breadcrumbs, backHref }: CreatedKeyProps) {
  return (
    <>
      <PageHeader title="Retrieve access key" breadcrumbs={breadcrumbs} description={`The new access key of ${owner}.`} />
      <div className="max-w-4xl space-y-4">
        <Alert kind="warning" title="This is the only time that the secret access key can be seen or downloaded">
          You cannot recover it later. If you lose it, create another access key and delete this one.
        </Alert>
        <FailedSteps steps={failed} title="The access key was created, but not its description" />
        <Panel title="Access key">
          <KeyValue
            columns={2}
            items={[
              { label: 'Access key ID', value: <CopyText text={AccessKeyId} what="access key ID" mono /> },
              { label: 'Secret access key', value: <SecretText secret={SecretAccessKey} what="secret access key" /> },
            ]}
          />
        </Panel>
        <div className="flex flex-wrap justify-end gap-2">
          <DownloadCsv
            fileName={`${owner.replaceAll(' ', '-')}_accessKeys.csv`}
            rows={[{ 'Access key ID': AccessKeyId, 'Secret access key': SecretAccessKey }]}
          />
          <ButtonLink variant="primary" href={backHref}>
            Done
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
