'use client';

import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { Badge } from '@/components/ui/badge';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref, paths } from '@/lib/console/paths';
import { rootUserArn } from '@/lib/core/arns';
import { FeatureSet, type OrganizationSummary } from '../../_components/feature-set';
import { nodeQuery } from '../../queries';
import { leaveOrganization } from '../actions';
import { OrganizationView } from './organization-view';

type MemberViewProps = { organization: OrganizationSummary; accountId: string };

const leave: Act<string> = {
  label: 'Leave this organization',
  look: 'danger',
  takes: 'organizations:LeaveOrganization',
  opens: confirmation((organizationId: string) => ({
    title: 'Leave this organization?',
    typeToConfirm: organizationId,
    confirmLabel: 'Leave organization',
    action: leaveOrganization,
    input: {},
    success: `This account has left the organization ${organizationId}.`,
    text: (
      <p>
        The guardrails stop applying at once, the organization&apos;s tags on the account are lost, and the account pays for
        itself. Roles that trust the management account are not deleted. Delete them if they are not needed.
      </p>
    ),
  })),
};

/** Renders the organization for a member account. A delegated administrator sees the tree too. */
export function MemberView({ organization, accountId }: MemberViewProps) {
  const tree = useRead(nodeQuery());
  if (tree.data) return <OrganizationView organization={organization} managing={false} isShutOut={false} />;
  return (
    <DetailsPage
      title="AWS accounts"
      badge={<Badge>Member account</Badge>}
      description="This account belongs to an organization. The guardrails of the organization limit all permissions in it."
      actions={<ActButtons acts={[leave]} subject={organization.Id} />}
      summaryTitle="Organization"
      summary={[
        { label: 'Organization ID', value: <CopyText text={organization.Id} what="organization ID" mono /> },
        {
          label: 'Management account',
          value: <CopyText text={organization.MasterAccountId} what="account ID" mono />,
        },
        { label: 'Email address of the management account', value: organization.MasterAccountEmail },
        { label: 'Feature set', value: <FeatureSet organization={organization} /> },
        { label: 'Organization ARN', value: <CopyArn arn={organization.Arn} /> },
        { label: 'This account', value: <CopyText text={accountId} what="account ID" mono /> },
      ]}
    >
      <p className="text-ink-2">
        Only the management account can view the account tree.{' '}
        <TextLink inline href={paths.access({ principal: rootUserArn('aws', accountId) })}>
          View the maximum permissions of this account
        </TextLink>{' '}
        or{' '}
        <TextLink inline href={effectivePolicyHref(accountId)}>
          its effective policies
        </TextLink>
      </p>
    </DetailsPage>
  );
}
