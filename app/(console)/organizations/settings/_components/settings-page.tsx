'use client';

import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { FeatureSet } from '../../_components/feature-set';
import { OutsideOrganization } from '../../_components/outside-organization';
import { deleteOrganization } from '../../actions';
import { callerQuery, nodeQuery, organizationQuery } from '../../queries';
import { ApproveAllFeaturesPanel, EnableAllFeaturesPanel } from './all-features-panel';

/** Renders the facts of the organization, and the button that deletes it. */
export function SettingsPage() {
  const { data } = useRead(organizationQuery());
  const caller = useRead(callerQuery());
  const organization = data?.Organization;
  const managing = organization !== undefined && organization.MasterAccountId === caller.data?.Account;
  return (
    <DetailsPage
      title="Settings"
      summaryTitle="Organization"
      summary={
        organization && [
          { label: 'Organization ID', value: <CopyText text={organization.Id} what="organization ID" mono /> },
          { label: 'ARN', value: <CopyArn arn={organization.Arn} /> },
          { label: 'Feature set', value: <FeatureSet organization={organization} /> },
          {
            label: 'Management account',
            value: <CopyText text={organization.MasterAccountId} what="account ID" mono />,
          },
          { label: 'ARN of the management account', value: <CopyArn arn={organization.MasterAccountArn} /> },
          { label: 'Email address of the management account', value: organization.MasterAccountEmail },
        ]
      }
    >
      <OutsideOrganization>
        <div className="space-y-4">
          {organization?.FeatureSet === 'CONSOLIDATED_BILLING' ? (
            managing ? (
              <EnableAllFeaturesPanel />
            ) : (
              <ApproveAllFeaturesPanel />
            )
          ) : null}
          {managing ? <DeletePanel organizationId={organization.Id} /> : null}
        </div>
      </OutsideOrganization>
    </DetailsPage>
  );
}

type Deleted = { organizationId: string; members: number | undefined };

const deleteAct: Act<Deleted> = {
  label: 'Delete organization',
  look: 'danger',
  takes: 'organizations:DeleteOrganization',
  why: ({ members }) => (members ? 'Remove all member accounts first' : undefined),
  opens: confirmation(({ organizationId }: Deleted) => ({
    title: 'Delete the organization?',
    typeToConfirm: organizationId,
    confirmLabel: 'Delete organization',
    action: deleteOrganization,
    input: {},
    success: `The organization ${organizationId} was deleted.`,
    text: <p>All OUs and policies of the organization are deleted. This cannot be undone.</p>,
  })),
};

function DeletePanel({ organizationId }: { organizationId: string }) {
  const root = useRead(nodeQuery()).data;
  const members = root && root.AccountsBelow - 1;
  return (
    <Panel
      title="Delete the organization"
      actions={<ActButtons acts={[deleteAct]} subject={{ organizationId, members }} goTo={paths.accounts} />}
    >
      <p className="max-w-3xl text-ink-2">
        The account becomes standalone. OUs, policies and attachments are deleted for good.
        {members ? (
          <>
            {' '}
            {members === 1 ? 'One member account is' : `${members.toLocaleString('en')} member accounts are`} still in it:{' '}
            <TextLink inline href={`${paths.accounts}?view=list`}>
              remove {members === 1 ? 'it' : 'them'}
            </TextLink>{' '}
            first.
          </>
        ) : null}
      </p>
    </Panel>
  );
}
