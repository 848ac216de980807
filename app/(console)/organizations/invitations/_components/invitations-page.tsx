'use client';

import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { callerQuery, organizationQuery } from '../../queries';
import { Received, Sent } from './invitation-lists';

/** Renders the invitations that the account has received and, in a management account, sent. */
export function InvitationsPage() {
  const management = useRead(organizationQuery()).data?.Organization?.MasterAccountId;
  const account = useRead(callerQuery()).data?.Account;
  return (
    <>
      <PageHeader
        title="Invitations"
        description="An invitation is open for 15 days. The invited account's administrator accepts or declines it."
      />
      <div className="space-y-4">
        <Received />
        {management !== undefined && management === account ? <Sent /> : null}
      </div>
    </>
  );
}
