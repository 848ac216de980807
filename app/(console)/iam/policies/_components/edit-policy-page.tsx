'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PolicyDiff, PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { useEditedDocument } from '@/app/(console)/_client/suggested-document';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { FormPage } from '@/components/console/form/form-page';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { absoluteTime } from '@/components/console/page/time-text';
import { documentProblem, POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { Alert } from '@/components/ui/alert';
import { Checkbox } from '@/components/ui/checkbox';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { RadioGroup } from '@/components/ui/radio-group';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListPolicyVersions } from '@/lib/iam/policy/version-operations';
import { policyName } from '../../_components/boundary-section';
import { DocumentSources } from '../../_components/document-sources';
import { documentText } from '../../_components/policy-document';
import { policyQuery, policyVersionQuery } from '../../queries';
import { savePolicyVersion } from '../actions';
import { policyVersionsQuery } from '../queries';
import { VersionEffect } from './version-effect';

type Version = Json<OutputOf<typeof ListPolicyVersions>>['Versions'][number];

/** AWS: quota of versions. */
const MOST_VERSIONS = 5;

/** Edits a customer managed policy: what is saved is a new version. */
export function EditPolicyPage({ arn }: { arn: string }) {
  const policy = useRead(policyQuery(arn));
  const versions = useRead(policyVersionsQuery(arn));
  const VersionId = policy.data?.Policy.DefaultVersionId;
  const version = useQuery({ ...policyVersionQuery(arn, VersionId ?? ''), enabled: VersionId !== undefined });
  if (policy.error) return <ReadError read={policy} what="this policy" />;
  if (version.data && !version.data.ok) {
    return <ReadError read={{ error: version.data.error, refetch: () => void version.refetch() }} what="the policy document" />;
  }
  if (!version.data || VersionId === undefined) return <Skeleton className="h-96" />;
  const stored = documentText(version.data.data.PolicyVersion.Document);
  return (
    <ReadBox read={versions} what="the versions of this policy">
      {({ Versions }) => <EditForm key={VersionId} arn={arn} stored={stored} current={VersionId} versions={Versions} />}
    </ReadBox>
  );
}

type EditFormProps = { arn: string; stored: string; current: string; versions: readonly Version[] };

function EditForm({ arn, stored, current, versions }: EditFormProps) {
  const { text: document, setText: setDocument, back: asked } = useEditedDocument(stored);
  const [setAsDefault, setSetAsDefault] = useState(true);
  const [deleteFirst, setDeleteFirst] = useState<string | null>(null);
  const name = policyName(arn);
  const back = paths.policy(arn);
  const full = versions.length >= MOST_VERSIONS;
  const operation = useOperation(savePolicyVersion, {
    success: () => ({ text: `A new version of ${name} was saved${setAsDefault ? ' and is the default' : ''}.` }),
    goTo: (_, saved) => (setAsDefault ? (asked ?? back) : paths.policy(arn, 'versions', saved?.version)),
    handlesError: () => true,
  });
  const problem =
    document === stored
      ? 'Nothing is changed yet'
      : (documentProblem(document, 'identity', POLICY_CHARACTERS.managed, 'managed') ??
        (full && deleteFirst === null ? 'Choose which version to delete' : undefined));
  return (
    <FormPage
      title={`Edit ${name}`}
      crumb="Edit"
      description={`Saving makes a new version. Until then version ${current.slice(1)} counts.`}
      breadcrumbs={[
        { label: 'Policies', href: paths.policies },
        { label: name, href: back },
      ]}
      submitLabel="Save changes"
      cancelHref={asked ?? back}
      pending={operation.running}
      error={operation.error}
      dirty={document !== stored}
      disabledReason={problem}
      onSubmit={() => void operation.run({ arn, document, setAsDefault, deleteFirst: full ? deleteFirst : null })}
    >
      <PolicyEditor
        label={`Policy document of ${name}`}
        kind="identity"
        saving="managed"
        maxCharacters={POLICY_CHARACTERS.managed}
        value={document}
        onChange={setDocument}
        tools={<DocumentSources document={document} onChange={setDocument} />}
        minLines={18}
      />
      {document === stored ? null : (
        <ExpandableSection look="panel" title={`Changes since version ${current.slice(1)}`}>
          <PolicyDiff before={stored} after={document} label="Changes" />
        </ExpandableSection>
      )}
      <VersionEffect
        arn={arn}
        document={document}
        disabledReason={
          document === stored
            ? 'Nothing is changed yet'
            : documentProblem(document, 'identity', POLICY_CHARACTERS.managed, 'managed')
        }
      />
      <Panel title="Version">
        <div className="space-y-4">
          <Checkbox
            label="Set this new version as the default"
            description="It counts at once for every user, group and role that has the policy."
            checked={setAsDefault}
            onCheckedChange={setSetAsDefault}
          />
          {full ? (
            <>
              <Alert kind="warning" title={`The policy has ${MOST_VERSIONS} versions, which is the most`}>
                One that is not the default must be deleted to save a new one.
              </Alert>
              <RadioGroup
                label="Version to delete"
                value={deleteFirst}
                onValueChange={setDeleteFirst}
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
          ) : null}
        </div>
      </Panel>
    </FormPage>
  );
}
