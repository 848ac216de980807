'use client';

import dynamic from 'next/dynamic';
import { notFound } from 'next/navigation';
import { useMarkedStatement } from '@/app/(console)/_client/policies/marked-statement';
import { layOut } from '@/components/access/lay-out';
import { type Act, ActButtons, actOn } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyButton, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { PageHeader } from '@/components/console/page/page-header';
import { PolicyTypeBadge } from '@/components/console/page/policy-type-badge';
import { ReadError } from '@/components/console/page/read-box';
import { Badge } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code-block';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { OUTSIDER } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';
import { labelOf, type PolicyTypeFacts } from '../../_components/policy-types';
import { ResourceTags } from '../../_components/resource-tags';
import { usePolicy } from '../../_components/use-organization';
import { organizationPolicyQuery } from '../../queries';
import { type DeletedPolicy, deletePolicyAct } from './acts';
import { policyCrumbs } from './policy-crumbs';
import { TargetsTable } from './targets-table';

/** The typical question about a data perimeter: an external principal reads an object. */
const ASK_AS_OUTSIDER = paths.ask({
  principal: OUTSIDER,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::example-bucket/key',
});

// The history is loaded when its tab is opened.
const PolicyHistory = dynamic(() => import('./policy-history').then((module) => module.PolicyHistory), {
  loading: () => <Skeleton className="h-64" />,
});

type Subject = { type: PolicyTypeFacts; policy: DeletedPolicy; attached: number | undefined };

const ACTS: readonly Act<Subject>[] = [
  { label: 'Ask as an external principal', shown: ({ type }) => type.kind === 'rcp', href: () => ASK_AS_OUTSIDER },
  {
    ...actOn(({ policy }: Subject) => policy, deletePolicyAct),
    label: 'Delete',
    why: ({ attached }) => whyNotDeletable(attached),
  },
  {
    label: 'Edit policy',
    takes: 'organizations:UpdatePolicy',
    href: ({ type, policy }) => paths.editOrganizationPolicy(type.id, policy.Id),
  },
];

/** Renders a policy: its document, targets, history and tags. */
export function PolicyDetails({ type, id }: { type: PolicyTypeFacts; id: string }) {
  const { kind } = type;
  const read = useRead(organizationPolicyQuery(id));
  const overview = usePolicy(id, type.id);
  const text = layOut(read.data?.Policy.Content);
  const highlights = useMarkedStatement(text, kind ?? 'scp');
  const breadcrumbs = policyCrumbs(type);
  if (read.error) {
    return (
      <>
        <PageHeader title="Policy" breadcrumbs={breadcrumbs} />
        <ReadError read={read} what={`the policy ${id}`} />
      </>
    );
  }
  const policy = read.data?.Policy;
  if (!policy) return <Skeleton className="h-96" />;
  // Every policy has its page under its own type.
  if (policy.PolicySummary.Type !== type.id) notFound();
  const facts = policy.PolicySummary;
  return (
    <DetailsPage
      title={facts.Name}
      breadcrumbs={breadcrumbs}
      badge={kind ? <PolicyTypeBadge type={kind} /> : <Badge tone="neutral">{labelOf(type.id)}</Badge>}
      description={facts.Description}
      actions={
        facts.AwsManaged ? undefined : (
          <ActButtons
            acts={ACTS}
            subject={{ type, policy: facts, attached: overview?.TargetCount }}
            goTo={paths.organizationPolicyType(type.id)}
          />
        )
      }
      summary={[
        { label: 'Policy ID', value: <CopyText text={id} what="policy ID" mono /> },
        { label: 'ARN', value: <CopyArn arn={facts.Arn} /> },
        { label: 'Kind', value: facts.AwsManaged ? 'AWS managed' : 'Customer managed' },
      ]}
      tabs={[
        {
          id: 'content',
          label: 'Content',
          content: (
            <Panel title="Policy document" actions={<CopyButton text={text} what="policy document" labelled />} flush>
              <CodeBlock
                label={`Policy document of ${facts.Name}`}
                code={text}
                highlights={highlights}
                className="rounded-t-none border-0"
              />
            </Panel>
          ),
        },
        {
          id: 'targets',
          label: 'Targets',
          count: overview?.TargetCount,
          content: <TargetsTable type={type} policy={facts} />,
        },
        ...(facts.AwsManaged
          ? []
          : [
              {
                id: 'history',
                label: 'History',
                content: <PolicyHistory id={id} type={type} name={facts.Name} attached={overview?.TargetCount} />,
              },
              { id: 'tags', label: 'Tags', content: <ResourceTags id={id} noun="policy" /> },
            ]),
      ]}
    />
  );
}

/** Returns why the policy can't be deleted. @param attached the number of its targets; undefined until it is known */
function whyNotDeletable(attached: number | undefined): string | undefined {
  if (attached === undefined) return 'Unknown whether it is attached';
  return attached > 0 ? 'Detach it from all targets first' : undefined;
}
