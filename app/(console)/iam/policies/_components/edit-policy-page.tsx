'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useEditedDocument } from '@/app/(console)/_client/policies/edited-document';
import { PolicyFormPage } from '@/app/(console)/_client/policies/policy-form-page';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { absoluteTime } from '@/components/console/page/time-text';
import { POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Checkbox } from '@/components/ui/field/checkbox';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { whenKnown } from '@/lib/console/read-query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import { plural } from '@/lib/core/text/plural';
import type { GetPolicy } from '@/lib/iam/policy/operations';
import type { ListPolicyVersions } from '@/lib/iam/policy/version-operations';
import { policyName } from '../../_components/boundary/boundary-section';
import { DocumentSources } from '../../_components/policies/document-sources';
import { documentText } from '../../_components/policies/policy-document';
import { policyQuery, policyVersionQuery } from '../../queries';
import { editPolicy } from '../actions';
import { policyVersionsQuery } from '../queries';

type Policy = Json<OutputOf<typeof GetPolicy>>['Policy'];
type Version = Json<OutputOf<typeof ListPolicyVersions>>['Versions'][number];

/** AWS's quota of versions per policy. */
const MOST_VERSIONS = 5;

/** Renders the page that edits a customer managed policy. Saving creates a new version. */
export function EditPolicyPage({ arn }: { arn: string }) {
  const policy = useRead(policyQuery(arn));
  const versions = useRead(policyVersionsQuery(arn));
  const Policy = policy.data?.Policy;
  const VersionId = Policy?.DefaultVersionId;
  const version = useQuery(whenKnown(VersionId, (id) => policyVersionQuery(arn, id)));
  if (policy.error) return <ReadError read={policy} what="this policy" />;
  if (version.data && !version.data.ok) {
    return <ReadError read={{ error: version.data.error, refetch: () => void version.refetch() }} what="the policy document" />;
  }
  if (!version.data || !Policy || VersionId === undefined) return <Skeleton className="h-96" />;
  const stored = documentText(version.data.data.PolicyVersion.Document);
  return (
    <ReadBox read={versions} what="the versions of this policy">
      {({ Versions }) => <EditForm key={arn} arn={arn} stored={stored} current={VersionId} versions={Versions} policy={Policy} />}
    </ReadBox>
  );
}

type EditFormProps = { arn: string; stored: string; current: string; versions: readonly Version[]; policy: Policy };

function EditForm({ arn, stored, current, versions, policy }: EditFormProps) {
  const edited = useEditedDocument(`managed ${arn}`, stored);
  const [setAsDefault, setSetAsDefault] = useState(true);
  const [deleteFirst, setDeleteFirst] = useState<string | null>(null);
  const name = policyName(arn);
  const back = paths.policy(arn);
  const full = versions.length >= MOST_VERSIONS;
  const operation = useOperation(editPolicy, {
    success: () => ({ text: `A new version of ${name} was saved${setAsDefault ? ' and is the default' : ''}.` }),
    onSuccess: edited.forget,
    goTo: (_, saved) => (setAsDefault ? (edited.back ?? back) : paths.policy(arn, 'versions', saved?.version)),
    handlesError: () => true,
  });
  return (
    <PolicyFormPage
      title={`Edit ${name}`}
      crumb="Edit"
      badge={<Badge tone="limit">Draft of a new version</Badge>}
      description={<Facts arn={arn} policy={policy} current={current} versions={versions.length} />}
      breadcrumbs={[
        { label: 'Policies', href: paths.policies },
        { label: name, href: back },
      ]}
      submitLabel="Save as new version"
      cancelHref={edited.back ?? back}
      pending={operation.running}
      error={operation.error}
      disabledReason={full && deleteFirst === null ? 'Choose which version to delete' : undefined}
      editor={{
        label: `Policy document of ${name}`,
        kind: 'identity',
        saving: 'managed',
        maxCharacters: POLICY_CHARACTERS.managed,
        tools: <DocumentSources document={edited.text} onChange={edited.setText} />,
      }}
      edited={edited}
      since={edited.from === stored ? `version ${current.slice(1)}` : undefined}
      change={(Document) => ({ Kind: 'version', PolicyArn: arn, Document })}
      onSubmit={(document, from) => {
        const input = { arn, document, setAsDefault, deleteFirst: full ? deleteFirst : null };
        void operation.run({ from, input });
      }}
      below={
        <Panel title="Version">
          <div className="space-y-4">
            <Checkbox
              label="Set this new version as the default"
              description="It applies at once to every user, group and role with the policy."
              checked={setAsDefault}
              onCheckedChange={setSetAsDefault}
            />
            {full ? <VersionToDelete versions={versions} value={deleteFirst} onChange={setDeleteFirst} /> : null}
          </div>
        </Panel>
      }
    />
  );
}

/** Renders the facts of a policy: "Customer managed, default version 4. Attached to 2 entities, boundary of 1." */
function Facts({ arn, policy, current, versions }: { arn: string; policy: Policy; current: string; versions: number }) {
  const { AttachmentCount: attached = 0, PermissionsBoundaryUsageCount: bounded = 0 } = policy;
  return (
    <span className="flex flex-wrap gap-x-5">
      <span>
        Customer managed, default <b className="font-semibold text-ink">version {current.slice(1)}</b>
      </span>
      <span>
        Attached to{' '}
        <TextLink href={paths.policy(arn, 'entities')} external>
          {plural(attached, 'identity')}
        </TextLink>
        {bounded > 0 ? `, boundary of ${bounded.toLocaleString('en')}` : ''}
      </span>
      <TextLink href={paths.policy(arn, 'versions')} external>
        {versions} of {MOST_VERSIONS} versions
      </TextLink>
    </span>
  );
}

type VersionToDeleteProps = { versions: readonly Version[]; value: string | null; onChange: (version: string) => void };

function VersionToDelete({ versions, value, onChange }: VersionToDeleteProps) {
  return (
    <>
      <Alert kind="warning" title={`The policy has ${MOST_VERSIONS} versions, which is the maximum`}>
        To save a new version, delete one that is not the default.
      </Alert>
      <RadioGroup
        label="Version to delete"
        value={value}
        onValueChange={onChange}
        options={versions.flatMap(({ VersionId = '', IsDefaultVersion, CreateDate }) =>
          IsDefaultVersion
            ? []
            : [
                {
                  value: VersionId,
                  label: `Version ${VersionId.slice(1)}`,
                  description: CreateDate ? `Created ${absoluteTime(new Date(CreateDate).getTime(), 'UTC')}` : undefined,
                },
              ],
        )}
      />
    </>
  );
}
