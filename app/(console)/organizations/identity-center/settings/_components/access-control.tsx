'use client';

import { type Act, ActButtons, confirmation, opened } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { SmallTable } from '@/components/console/table/small-table';
import { Panel } from '@/components/ui/panel';
import type { EditedAttributes } from '../../_components/subjects';
import { accessControlQuery } from '../../queries';
import { disableAccessControl } from '../actions';

const editing = (label: string, look?: 'primary'): Act<EditedAttributes> => ({
  label,
  look,
  takes: ({ attributes }) => `sso:${attributes === null ? 'Create' : 'Update'}InstanceAccessControlAttributeConfiguration`,
  opens: opened(() => import('./manage-attributes').then((module) => module.ManageAttributes)),
});
const ENABLE = editing('Enable', 'primary');
const MANAGE = editing('Manage attributes');

const disable: Act<EditedAttributes> = {
  label: 'Disable',
  look: 'danger',
  takes: 'sso:DeleteInstanceAccessControlAttributeConfiguration',
  opens: confirmation(({ InstanceArn }: EditedAttributes) => ({
    title: 'Disable attributes for access control?',
    typeToConfirm: 'DISABLE',
    confirmLabel: 'Disable',
    action: disableAccessControl,
    input: { InstanceArn },
    success: 'Attributes for access control are disabled.',
    text: (
      <p>
        All attributes are deleted. New sessions have no tags of them, so policies with <code>aws:PrincipalTag</code> may deny
        what they allowed before.
      </p>
    ),
  })),
};

const TITLE = 'Attributes for access control';
const ABOUT = (
  <>
    Attributes of a user become tags of the user’s sessions in accounts. Policies read them with{' '}
    <code className="font-mono text-sm">aws:PrincipalTag</code>.
  </>
);

/** Renders the attributes of users that sessions have as tags. */
export function AccessControl({ InstanceArn }: { InstanceArn: string }) {
  const read = useRead(accessControlQuery(InstanceArn));
  if (read.error?.code === 'ResourceNotFoundException')
    return (
      <Panel title={TITLE}>
        <EmptyState
          title="Attributes for access control are disabled"
          description={ABOUT}
          action={<ActButtons acts={[ENABLE]} subject={{ InstanceArn, attributes: null }} />}
        />
      </Panel>
    );
  return (
    <ReadBox read={read} what="the attributes for access control">
      {({ InstanceAccessControlAttributeConfiguration: { AccessControlAttributes: attributes } }) => (
        <Panel
          title={TITLE}
          count={attributes.length}
          description={ABOUT}
          actions={<ActButtons acts={[disable, MANAGE]} subject={{ InstanceArn, attributes }} />}
        >
          {attributes.length === 0 ? (
            <p className="text-ink-2">Enabled, without attributes. Sessions have no tags yet.</p>
          ) : (
            <SmallTable
              label={TITLE}
              rows={attributes}
              rowKey={({ Key }) => Key}
              columns={[
                { header: 'Key', cell: ({ Key }) => <span className="break-all">{Key}</span> },
                {
                  header: 'Value',
                  cell: ({ Value }) => <span className="break-all font-mono text-sm">{Value.Source.join(', ')}</span>,
                },
              ]}
            />
          )}
        </Panel>
      )}
    </ReadBox>
  );
}
