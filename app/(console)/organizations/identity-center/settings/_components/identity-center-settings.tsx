'use client';

import { type Act, ActButtons, confirmation, opened } from '@/components/console/kit/act';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { IDENTITY_CENTER, InIdentityCenter, type ShownInstance } from '../../_components/in-identity-center';
import { instanceFacts } from '../../_components/instance-facts';
import { deleteInstance } from '../../actions';

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

/** Renders the facts of the instance, and the button that deletes it. */
export function IdentityCenterSettings() {
  return (
    <>
      <PageHeader
        title="Settings"
        breadcrumbs={[IDENTITY_CENTER]}
        description="See the facts that clients are configured with, and delete the instance."
      />
      <InIdentityCenter>
        {(instance, { Part }) => (
          <div className="space-y-4">
            <Panel title="Details" actions={<ActButtons acts={[rename]} subject={instance} />}>
              <KeyValue items={instanceFacts(instance)} />
            </Panel>
            {Part === 'OWNER' ? (
              <Panel
                title="Delete IAM Identity Center"
                actions={<ActButtons acts={[remove]} subject={instance} goTo={paths.identityCenter} />}
              >
                <p className="max-w-3xl text-ink-2">
                  People can then no longer sign in to the accounts of the organization with IAM Identity Center. IAM users are
                  not affected.
                </p>
              </Panel>
            ) : null}
          </div>
        )}
      </InIdentityCenter>
    </>
  );
}
