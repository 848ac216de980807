'use client';

import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Skeleton } from '@/components/ui/skeleton';
import { callerQuery, organizationQuery } from '../../queries';
import { MemberView } from './member-view';
import { NoOrganization } from './no-organization';
import { OrganizationView } from './organization-view';

/** Renders AWS accounts: the tree for the management account, its own place for a member, or an introduction without organization. */
export function AccountsPage({ isShutOut }: { isShutOut: boolean }) {
  const organization = useRead(organizationQuery());
  const caller = useRead(callerQuery());
  if (organization.error?.code === 'AWSOrganizationsNotInUseException') return <NoOrganization />;
  if (organization.error) {
    return (
      <>
        <PageHeader title="AWS accounts" />
        <ReadError read={organization} what="the organization of this account" />
      </>
    );
  }
  const facts = organization.data?.Organization;
  if (!facts || !caller.data) return <Skeleton className="h-96" />;
  return facts.MasterAccountId === caller.data.Account ? (
    <OrganizationView organization={facts} managing isShutOut={isShutOut} />
  ) : (
    <MemberView organization={facts} accountId={caller.data.Account} />
  );
}
