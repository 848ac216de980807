'use client';

import { X } from 'lucide-react';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { IconButton } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Status, type StatusKind } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { AccountAccess, RoleState } from '@/lib/identity-center/access/operations';
import { accountAccessQuery } from '../../queries';

/** The user or group, and the account, of a cell. */
export type ChosenCell = { PrincipalId: string; PrincipalType: 'USER' | 'GROUP'; AccountId: string };

const STATES: Readonly<Record<RoleState, readonly [StatusKind, string]>> = {
  CURRENT: ['success', 'Provisioned'],
  OUTDATED: ['warning', 'The account has an older version'],
  NOT_PROVISIONED: ['error', 'Not provisioned in the account'],
  ROLE_MISSING: ['error', 'The role is missing in the account'],
  PROVIDER_MISSING: ['error', 'The SAML provider is missing in the account'],
};

/** Renders how a user or group gets its access to an account, and with which roles. */
export function AccessDetails({ cell, onClose }: { cell: ChosenCell; onClose: () => void }) {
  const read = useRead(accountAccessQuery(cell));
  const { AccountName, DisplayName, Disabled } = read.data ?? {};
  return (
    <Panel
      title={read.data ? `${DisplayName ?? 'Deleted principal'} in ${AccountName ?? cell.AccountId}` : 'Access'}
      description={<span className="font-mono text-sm">{cell.AccountId}</span>}
      actions={
        <IconButton label="Close details" onClick={onClose}>
          <X aria-hidden size={16} />
        </IconButton>
      }
    >
      <ReadBox read={read} what="this access">
        {({ Access }) => (
          <div className="space-y-6">
            {Disabled ? <Status kind="warning">The user is disabled and cannot sign in</Status> : null}
            {Access.map((access) => (
              <OnePermissionSet key={access.PermissionSetId} access={access} cell={cell} />
            ))}
          </div>
        )}
      </ReadBox>
    </Panel>
  );
}

function OnePermissionSet({ access, cell }: { access: Json<AccountAccess>; cell: ChosenCell }) {
  const { PermissionSetId, PermissionSetName, Paths, State, ProvisionedDate, Role } = access;
  const [kind, words] = STATES[State];
  return (
    <section>
      <h3 className="mb-2 font-semibold">
        <TextLink href={paths.permissionSet(PermissionSetId)}>{PermissionSetName}</TextLink>
      </h3>
      <KeyValue
        columns={1}
        items={[
          {
            label: Paths.length === 1 ? 'Path' : `${Paths.length} paths`,
            value: (
              <ul className="space-y-1">
                {Paths.map(({ Group, AssignmentId, AssignedDate }) => (
                  <li key={Group?.Id ?? 'direct'}>
                    {Group ? (
                      <>
                        Through group{' '}
                        <TextLink inline href={paths.storeGroup(Group.Id)}>
                          {Group.Name ?? Group.Id}
                        </TextLink>
                        {Group.MemberSince ? (
                          <>
                            , member since <Time value={Group.MemberSince} format="absolute" />
                          </>
                        ) : null}
                      </>
                    ) : (
                      `Assigned to ${cell.PrincipalType === 'USER' ? 'the user directly' : 'this group'}`
                    )}
                    <span className="block text-ink-3 text-sm">
                      Assigned <Time value={AssignedDate} format="absolute" />.{' '}
                      <TextLink inline href={paths.assignment(AssignmentId)}>
                        View assignment
                      </TextLink>
                    </span>
                  </li>
                ))}
              </ul>
            ),
          },
          { label: 'State', value: <Status kind={kind}>{words}</Status> },
          { label: 'Provisioned', value: <Time value={ProvisionedDate} format="absolute" /> },
          { label: 'Role in the account', value: Role && <CopyArn arn={Role.Arn} /> },
          { label: 'Role last used', value: Role && (Role.LastUsedDate ? <Time value={Role.LastUsedDate} /> : 'Never') },
        ]}
      />
    </section>
  );
}
