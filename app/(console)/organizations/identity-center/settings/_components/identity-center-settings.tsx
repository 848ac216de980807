'use client';

import { type Act, ActButtons, confirmation, opened } from '@/components/console/kit/act';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Panel } from '@/components/ui/panel';
import { UrlTabs } from '@/components/ui/tabs';
import { paths } from '@/lib/console/paths';
import { IDENTITY_CENTER, InIdentityCenter, type ShownInstance } from '../../_components/in-identity-center';
import { instanceFacts } from '../../_components/instance-facts';
import { SsoTags } from '../../_components/sso-tags';
import { deleteInstance } from '../../actions';
import { AccessControl } from './access-control';
import { Authentication } from './authentication';
import { Delegation } from './delegation';
import { Provisioning } from './provisioning';

const rename: Act<ShownInstance> = {
  label: 'Rename',
  fullLabel: 'Rename the instance',
  takes: 'sso:UpdateInstance',
  opens: opened(() => import('./rename-instance').then((module) => module.RenameInstance)),
};

const remove: Act<ShownInstance> = {
  label: 'Delete instance',
  look: 'danger',
  takes: 'sso:DeleteInstance',
  opens: confirmation(({ InstanceArn, Name }: ShownInstance) => ({
    title: 'Delete the instance of IAM Identity Center?',
    typeToConfirm: Name || 'delete',
    confirmLabel: 'Delete instance',
    action: deleteInstance,
    input: { InstanceArn },
    success: 'The instance of IAM Identity Center was deleted.',
    text: (
      <p>
        All users, groups, permission sets and assignments are deleted, and nobody can sign in with them. You cannot undo this.
      </p>
    ),
  })),
};

function Management({ instance, managing }: { instance: ShownInstance; managing: boolean }) {
  return (
    <div className="space-y-4">
      <Delegation managing={managing} />
      {managing ? (
        <Panel
          title="Delete IAM Identity Center"
          actions={<ActButtons acts={[remove]} subject={instance} goTo={paths.identityCenter} />}
        >
          <p className="max-w-3xl text-ink-2">
            People can then no longer sign in to the accounts of the organization with IAM Identity Center. IAM users are not
            affected.
          </p>
        </Panel>
      ) : null}
    </div>
  );
}

/** Renders the facts of the instance, and its settings. */
export function IdentityCenterSettings() {
  return (
    <>
      <PageHeader
        title="Settings"
        breadcrumbs={[IDENTITY_CENTER]}
        description="See the facts that clients are configured with, and change the settings of the instance."
      />
      <InIdentityCenter>
        {(instance, { Part }) => (
          <div className="space-y-4">
            <Panel title="Details" actions={<ActButtons acts={[rename]} subject={instance} />}>
              <KeyValue items={instanceFacts(instance)} />
            </Panel>
            <UrlTabs
              label="Settings"
              tabs={[
                {
                  id: 'identity-source',
                  label: 'Identity source',
                  content: <Provisioning IdentityStoreId={instance.IdentityStoreId} />,
                },
                { id: 'authentication', label: 'Authentication', content: <Authentication /> },
                {
                  id: 'attributes',
                  label: 'Attributes for access control',
                  content: <AccessControl InstanceArn={instance.InstanceArn} />,
                },
                {
                  id: 'management',
                  label: 'Management',
                  content: <Management instance={instance} managing={Part === 'OWNER'} />,
                },
                { id: 'tags', label: 'Tags', content: <SsoTags arn={instance.InstanceArn} noun="instance" /> },
              ]}
            />
          </div>
        )}
      </InIdentityCenter>
    </>
  );
}
