'use client';

import { isSwitchable } from '@gatehouse/policy/analyze';
import dynamic from 'next/dynamic';
import { useConsoleUrl } from '@/app/(console)/_client/console-url';
import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { type Act, ActButtons, actOn } from '@/components/console/kit/act';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyButton, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import type { KeyValueItem } from '@/components/console/page/key-value';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { accessActs } from '../../_components/access-acts';
import { PermissionsTab } from '../../_components/permissions-tab';
import { documentText } from '../../_components/policies/policy-document';
import { roleQuery } from '../../queries';
import { instanceProfilesQuery, type RoleData } from '../queries';
import { protectedRole } from './service-linked';
import { hoursText } from './session-duration';

// Tabs and dialogs are loaded when they are opened.
const AccessExplorer = dynamic(() => import('@/app/(console)/access/access-explorer').then((module) => module.AccessExplorer));
const DeleteRolesDialog = dynamic(() => import('./delete-roles-dialog').then((module) => module.DeleteRolesDialog));
const EditRoleDialog = dynamic(() => import('./edit-role-dialog').then((module) => module.EditRoleDialog));
const LastAccessedTab = dynamic(() =>
  import('../../_components/last-accessed/last-accessed-tab').then((module) => module.LastAccessedTab),
);
const RevokeSessionsTab = dynamic(() => import('./revoke-sessions-tab').then((module) => module.RevokeSessionsTab));
const TrustTab = dynamic(() => import('./trust-tab').then((module) => module.TrustTab));

type Subject = { name: string; role: RoleData | undefined; protection: ReturnType<typeof protectedRole> };

const ACTS: readonly Act<Subject>[] = [
  {
    label: 'Delete',
    look: 'danger',
    takes: 'iam:DeleteRole',
    why: ({ protection }) => protection?.reason,
    opens: ({ subject: { name, role }, ...rest }) => (
      <DeleteRolesDialog {...rest} entities={[{ name, lastActivity: role?.RoleLastUsed?.LastUsedDate }]} />
    ),
  },
  {
    label: 'Edit',
    takes: 'iam:UpdateRole',
    why: ({ role, protection }) => {
      if (!role) return 'The role could not be read';
      return protection?.describable === false ? protection.reason : undefined;
    },
    opens: ({ subject: { role, protection }, onClose }) =>
      role && <EditRoleDialog role={role} serviceLinked={protection !== null} onClose={onClose} />,
  },
  ...accessActs('role').map((act) => actOn(({ name, role }: Subject) => ({ name, arn: role?.Arn }), act)),
];

const BREADCRUMBS = [{ label: 'Roles', href: paths.roles }];

type RoleDetailsProps = {
  name: string;
  /** The account's alias or ID, for the switch-role link. */
  account: string;
  /** True if the viewer has switched to this role. */
  ownSession: boolean;
};

export function RoleDetails({ name, account, ownSession }: RoleDetailsProps) {
  const read = useRead(roleQuery(name));
  const role = read.data?.Role;
  const summary = useSummary(name, account, read);
  const protection = protectedRole(role?.Path);
  const readOnlyReason = protection?.reason;
  const gone = read.error?.code === 'NoSuchEntity';
  return (
    <DetailsPage
      title={name}
      breadcrumbs={BREADCRUMBS}
      badge={protection ? <Badge>{protection.badge}</Badge> : undefined}
      description={role?.Description}
      actions={gone ? undefined : <ActButtons acts={ACTS} subject={{ name, role, protection }} goTo={paths.roles} />}
      notices={<ReadError read={read} what={gone ? `the role ${name}` : 'details of this role'} />}
      summary={gone ? undefined : summary}
      tabs={
        gone
          ? undefined
          : [
              {
                id: 'permissions',
                label: 'Permissions',
                content: <PermissionsTab entity={{ kind: 'roles', name }} boundary={role} readOnlyReason={readOnlyReason} />,
              },
              {
                id: 'trust',
                label: 'Trust relationships',
                content: (
                  <ReadBox read={read} what="the trust policy">
                    {({ Role }) => <TrustTab name={name} role={Role} />}
                  </ReadBox>
                ),
              },
              {
                id: 'tags',
                label: 'Tags',
                count: role ? (role.Tags?.length ?? 0) : undefined,
                content: <TagsTab on={{ kind: 'roles', id: name }} noun="role" read={read} tagsOf={({ Role }) => Role.Tags} />,
              },
              {
                id: 'last-accessed',
                label: 'Last accessed',
                content: (
                  <ReadBox read={read} what="the ARN of this role">
                    {({ Role }) => <LastAccessedTab arn={Role.Arn} noun="role" />}
                  </ReadBox>
                ),
              },
              {
                id: 'access',
                label: 'Access',
                content: (
                  <ReadBox read={read} what="the ARN of this role">
                    {({ Role }) => <AccessExplorer principal={Role.Arn} />}
                  </ReadBox>
                ),
              },
              {
                id: 'revoke',
                label: 'Revoke sessions',
                content: <RevokeSessionsTab name={name} ownSession={ownSession} readOnlyReason={readOnlyReason} />,
              },
            ]
      }
    />
  );
}

function SwitchLink({ path }: { path: string }) {
  const url = `${useConsoleUrl()}${path}`;
  return (
    <span className="inline-flex min-w-0 max-w-full items-start gap-0.5">
      <CopyButton text={url} what="link" className="-my-1 -ml-1.5" />
      <TextLink href={path} className="min-w-0 break-all font-mono text-sm">
        {url}
      </TextLink>
    </span>
  );
}

function useSummary(name: string, account: string, read: Read<{ Role: RoleData }>): KeyValueItem[] {
  const profiles = useRead(instanceProfilesQuery(name));
  const role = read.data?.Role;
  const waiting = read.pending ? <Skeleton width={120} className="my-1" /> : null;
  const switchable = role !== undefined && isSwitchable(documentText(role.AssumeRolePolicyDocument));
  const used = role?.RoleLastUsed;
  const list = profiles.data?.InstanceProfiles ?? [];
  return [
    { label: 'ARN', value: role ? <CopyArn arn={role.Arn} /> : waiting },
    {
      label: 'Last activity',
      value: role ? (
        used?.LastUsedDate ? (
          <>
            <Time value={used.LastUsedDate} />
            {used.Region ? ` in ${used.Region}` : null}
          </>
        ) : (
          'Never'
        )
      ) : (
        waiting
      ),
    },
    { label: 'Maximum session duration', value: role ? hoursText(role.MaxSessionDuration) : waiting },
    { label: 'Role ID', value: role ? <CopyText text={role.RoleId} what="role ID" mono /> : waiting },
    { label: 'Created', value: role ? <Time value={role.CreateDate} format="absolute" /> : waiting },
    { label: 'Path', value: role ? <span className="font-mono text-sm">{role.Path}</span> : waiting },
    ...(switchable
      ? [
          {
            label: 'Link to switch to the role in the console',
            // At AWS, the link has the role's name with its path.
            value: <SwitchLink path={paths.switchRole({ account, roleName: `${role.Path}${name}`.slice(1) })} />,
          },
        ]
      : []),
    ...(profiles.error
      ? [{ label: 'Instance profiles', value: <ReadError read={profiles} what="instance profiles" /> }]
      : list.map(({ Arn = '' }) => ({ label: 'Instance profile ARN', value: <CopyArn key={Arn} arn={Arn} /> }))),
  ];
}
