'use client';

import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Alert } from '@/components/ui/alert';
import { OutsideOrganization } from '../../_components/outside-organization';
import { callerQuery, organizationQuery } from '../../queries';
import { Inbound, Outbound } from './transfer-panels';

/** Renders the bills that this organization pays for others, and the organization that pays its bill. */
export function BillingTransfersPage() {
  const management = useRead(organizationQuery()).data?.Organization.MasterAccountId;
  const account = useRead(callerQuery()).data?.Account;
  const isManagement = management !== undefined && management === account;
  return (
    <>
      <PageHeader
        title="Billing transfers"
        info={<HelpLink />}
        description="Pay for the consolidated bills of other organizations, or let another organization pay for yours."
      />
      <OutsideOrganization>
        {isManagement ? (
          <div className="space-y-4">
            <Inbound owner={null} />
            <Outbound owner={null} />
          </div>
        ) : (
          <Alert kind="info">Only the management account of an organization transfers bills.</Alert>
        )}
      </OutsideOrganization>
      <HelpPanel title="Billing transfers">
        <h3>Start and end</h3>
        <p>
          A transfer starts at 00:00 UTC on the first day of a month. The other management account must accept the invitation 24
          hours before. Either side can withdraw it, and it then ends with a month.
        </p>
        <h3>Who sees what</h3>
        <p>Only the paying side sees the name of a transfer. An organization has one payer at a time.</p>
        <h3>Bills in Gatehouse</h3>
        <p>
          Each organization keeps its own bill here. AWS shows the other organization prices from Billing Conductor, which
          Gatehouse does not have.
        </p>
      </HelpPanel>
    </>
  );
}
