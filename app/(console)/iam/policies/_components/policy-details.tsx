'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { type Act, ActButtons, actOn } from '@/components/console/kit/act';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { PolicyTypeBadge } from '@/components/console/page/policy-type-badge';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { whenKnown } from '@/lib/console/read-query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { GetPolicy } from '@/lib/iam/policy/operations';
import { policyName } from '../../_components/boundary/boundary-section';
import { documentText } from '../../_components/policies/policy-document';
import { PolicyJson } from '../../_components/policies/policy-json';
import { policyQuery, policyVersionQuery } from '../../queries';
import { deletePolicyAct } from './acts';
import { PolicySummary } from './policy-summary';

// Tabs are loaded when they are opened.
const EntitiesTab = dynamic(() => import('./entities-tab').then((module) => module.EntitiesTab));
const LastAccessedTab = dynamic(() =>
  import('../../_components/last-accessed/last-accessed-tab').then((module) => module.LastAccessedTab),
);
const VersionsTab = dynamic(() => import('./versions-tab').then((module) => module.VersionsTab));

type Policy = Json<OutputOf<typeof GetPolicy>>['Policy'];

const BREADCRUMBS = [{ label: 'Policies', href: paths.policies }];

type Subject = { arn: string; policy: Policy | undefined };

const ACTS: readonly Act<Subject>[] = [
  actOn(
    ({ arn, policy }: Subject) => ({
      Arn: arn,
      PolicyName: policyName(arn),
      AttachmentCount: policy?.AttachmentCount ?? 0,
      PermissionsBoundaryUsageCount: policy?.PermissionsBoundaryUsageCount ?? 0,
    }),
    deletePolicyAct,
  ),
  { label: 'Edit', takes: 'iam:CreatePolicyVersion', href: ({ arn }) => paths.editPolicy(arn) },
];

/** Renders a managed policy of AWS or of the account. */
export function PolicyDetails({ arn }: { arn: string }) {
  const read = useRead(policyQuery(arn));
  const policy = read.data?.Policy;
  const name = policyName(arn);
  const aws = /^arn:[a-z-]+:iam::aws:/.test(arn);
  const gone = read.error?.code === 'NoSuchEntity';
  return (
    <DetailsPage
      title={name}
      breadcrumbs={BREADCRUMBS}
      badge={<PolicyTypeBadge type={aws ? 'aws-managed' : 'customer-managed'} />}
      description={policy?.Description}
      actions={gone || aws ? undefined : <ActButtons acts={ACTS} subject={{ arn, policy }} goTo={paths.policies} />}
      notices={<ReadError read={read} what={gone ? `the policy ${name}` : 'details of this policy'} />}
      summary={gone ? undefined : summaryOf(arn, policy)}
      tabs={
        gone
          ? undefined
          : [
              { id: 'permissions', label: 'Permissions', content: <PermissionsTab arn={arn} policy={read} /> },
              {
                id: 'entities',
                label: 'Entities attached',
                count: policy && policy.AttachmentCount + policy.PermissionsBoundaryUsageCount,
                content: <EntitiesTab arn={arn} attachable={policy?.IsAttachable ?? true} />,
              },
              { id: 'last-accessed', label: 'Last accessed', content: <LastAccessedTab arn={arn} noun="policy" /> },
              { id: 'versions', label: 'Policy versions', content: <VersionsTab arn={arn} readOnly={aws} /> },
              ...(aws
                ? []
                : [
                    {
                      id: 'tags',
                      label: 'Tags',
                      count: policy?.Tags?.length ?? 0,
                      content: (
                        <TagsTab
                          on={{ kind: 'policies', id: arn }}
                          noun="policy"
                          read={read}
                          tagsOf={({ Policy }) => Policy.Tags}
                        />
                      ),
                    },
                  ]),
            ]
      }
    />
  );
}

function summaryOf(arn: string, policy: Policy | undefined) {
  const waiting = policy ? null : <Skeleton width={120} className="my-1" />;
  return [
    { label: 'ARN', value: <CopyArn arn={arn} /> },
    { label: 'Default version', value: waiting ?? policy?.DefaultVersionId },
    { label: 'Edited', value: waiting ?? <Time value={policy?.UpdateDate} format="absolute" /> },
    { label: 'Policy ID', value: policy ? <CopyText text={policy.PolicyId} what="policy ID" mono /> : waiting },
    {
      label: 'Used as',
      value: waiting ?? usedText(policy?.AttachmentCount ?? 0, policy?.PermissionsBoundaryUsageCount ?? 0),
    },
    { label: 'Created', value: waiting ?? <Time value={policy?.CreateDate} format="absolute" /> },
  ];
}

function usedText(attachments: number, boundaries: number): string {
  const parts = [
    attachments > 0 ? `Permissions policy (${attachments})` : null,
    boundaries > 0 ? `Permissions boundary (${boundaries})` : null,
  ].filter((part) => part !== null);
  return parts.join(', ') || 'Not used';
}

const VIEWS = ['summary', 'json'] as const;

/** Renders the default version as a summary by service or as JSON. */
function PermissionsTab({ arn, policy }: { arn: string; policy: Read<{ Policy: Policy }> }) {
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('summary'));
  const VersionId = policy.data?.Policy.DefaultVersionId;
  const version = useQuery(whenKnown(VersionId, (id) => policyVersionQuery(arn, id)));
  if (!version.data) return policy.error ? null : <Skeleton className="h-40" />;
  if (!version.data.ok) {
    return <ReadError read={{ error: version.data.error, refetch: () => void version.refetch() }} what="the policy document" />;
  }
  const text = documentText(version.data.data.PolicyVersion.Document);
  return (
    <div className="space-y-4">
      <SegmentedControl
        label="Permissions shown as"
        value={view}
        onValueChange={(next) => void setView(next)}
        segments={[
          { value: 'summary', label: 'Summary' },
          { value: 'json', label: 'JSON' },
        ]}
      />
      {view === 'summary' ? <PolicySummary document={text} /> : <PolicyJson text={text} name={policyName(arn)} maxHeight={720} />}
    </div>
  );
}
