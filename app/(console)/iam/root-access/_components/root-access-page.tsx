'use client';

import type { ReactNode } from 'react';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { rootAccessFeaturesQuery } from '../queries';
import { FeaturesPanel } from './features-panel';
import { RootUsersTable } from './root-users-table';

/** Renders centralized root access: its features and the root users of member accounts. */
export function RootAccessPage() {
  const features = useRead(rootAccessFeaturesQuery());
  return (
    <>
      <PageHeader
        title="Root access management"
        info={<HelpLink />}
        description="View and delete the root user credentials of member accounts, and perform root user tasks without a root password."
      />
      <Content features={features} />
      <RootAccessHelp />
    </>
  );
}

type Features = Read<{ EnabledFeatures: readonly string[] }>;

function Content({ features }: { features: Features }) {
  const code = features.error?.code;
  if (features.pending) return <Skeleton className="h-96" />;
  if (code !== undefined && code in ELSEWHERE) return <Panel>{ELSEWHERE[code]}</Panel>;
  // Without trusted access, no feature is enabled, and the page can enable them.
  const trusted = code !== 'ServiceAccessNotEnabledException';
  if (features.error && trusted) return <ReadError read={features} what="what is enabled for root access" />;
  return (
    <div className="space-y-4">
      <FeaturesPanel enabled={features.data?.EnabledFeatures ?? []} trusted={trusted} />
      <RootUsersTable />
    </div>
  );
}

/** The replacements for the page's content, by error code. */
const ELSEWHERE: Readonly<Record<string, ReactNode>> = {
  OrganizationNotFoundException: (
    <EmptyState
      title="This account is not in an organization"
      description="Root access is managed for the member accounts of an organization, from its management account."
      action={
        <ButtonLink variant="primary" href={paths.createOrganization}>
          Create an organization
        </ButtonLink>
      }
    />
  ),
  AccountNotManagementOrDelegatedAdministratorException: (
    <EmptyState
      title="The organization manages the root user of this account"
      description="The management account or the delegated administrator for IAM manages root access for all member accounts."
      action={<ButtonLink href={paths.accounts}>See the organization</ButtonLink>}
    />
  ),
  OrganizationNotInAllFeaturesModeException: (
    <EmptyState
      title="The organization only has consolidated billing"
      description="Root access management requires an organization with all features."
      action={<ButtonLink href={paths.organizationSettings}>Organization settings</ButtonLink>}
    />
  ),
};

function RootAccessHelp() {
  return (
    <HelpPanel title="Root access management">
      <p>
        A root user can do everything in its account, and no IAM policy of the account limits it. The safest root user of a member
        account has no credentials that could be stolen.
      </p>
      <h3>Root sessions</h3>
      <p>
        Every privileged action runs in a session of <code>sts:AssumeRoot</code>, for one task and at most 15 minutes. This
        requires <code>sts:AssumeRoot</code> on the root user of the member account. The condition key{' '}
        <code>sts:TaskPolicyArn</code> limits the tasks. Root users cannot start such a session.
      </p>
      <h3>Who</h3>
      <p>
        The management account, and a member that is registered as delegated administrator for <code>iam.amazonaws.com</code>.
        Only the management account can enable a feature.
      </p>
      <h3>Recovering a password</h3>
      <p>
        AWS sends a link to the root user’s email address. Gatehouse sends no email and shows the link to the administrator who
        allows the recovery. It works once, within one day.
      </p>
      <h3>Buckets and queues</h3>
      <p>
        In the AWS console, you can also delete bucket and queue policies that lock everyone out. In Gatehouse, start a root
        session for this through the API: sts:AssumeRoot with the task policy S3UnlockBucketPolicy or SQSUnlockQueuePolicy.
      </p>
    </HelpPanel>
  );
}
