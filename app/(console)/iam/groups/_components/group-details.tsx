'use client';

import dynamic from 'next/dynamic';
import { actOn } from '@/components/console/kit/act';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { GetGroup } from '@/lib/iam/group/operations';
import { groupQuery, groupUsersQuery } from '../queries';
import { deleteGroups, editGroup } from './acts';
import { GroupUsersPanel } from './group-users-panel';

// Tabs and dialogs are loaded when they are opened.
const AccessExplorer = dynamic(() => import('@/app/(console)/access/access-explorer').then((module) => module.AccessExplorer));
const LastAccessedTab = dynamic(() =>
  import('../../_components/last-accessed/last-accessed-tab').then((module) => module.LastAccessedTab),
);
const PermissionsTab = dynamic(() => import('../../_components/permissions-tab').then((module) => module.PermissionsTab));

type ShownGroup = Shown<Json<OutputOf<typeof GetGroup>>>;

/** The page of one user group. */
export const GroupDetails = detailsPage({
  list: { label: 'User groups', href: paths.groups },
  one: 'user group',
  what: 'details and users of this group',
  read: groupQuery,
  also: (name) => ({ users: groupUsersQuery(name, { PageSize: 1 }) }),
  gone: ['NoSuchEntity'],
  acts: [
    actOn(({ name }: ShownGroup) => [name], deleteGroups),
    {
      ...actOn(({ name, read }: ShownGroup) => ({ name, path: read.data?.Group.Path ?? '/' }), editGroup),
      why: ({ read }) => (read.data ? undefined : 'The group could not be read'),
    },
    { label: 'Export', href: ({ name }) => paths.exportOf({ of: 'group', name }) },
  ],
  facts: ({ fact }) => [
    { label: 'ARN', value: fact(({ Group }) => <CopyArn arn={Group.Arn} />) },
    { label: 'Group ID', value: fact(({ Group }) => <CopyText text={Group.GroupId} what="group ID" mono />) },
    { label: 'Created', value: fact(({ Group }) => <Time value={Group.CreateDate} format="absolute" />) },
    { label: 'Path', value: fact(({ Group }) => <span className="font-mono text-sm">{Group.Path}</span>) },
  ],
  tabs: [
    {
      id: 'users',
      label: 'Users',
      count: ({ also }) => also.users?.Total,
      shows: ({ name }) => <GroupUsersPanel name={name} />,
    },
    {
      id: 'permissions',
      label: 'Permissions',
      shows: ({ name }) => <PermissionsTab entity={{ kind: 'groups', name }} />,
    },
    {
      id: 'last-accessed',
      label: 'Last accessed',
      what: 'the ARN of this group',
      content: ({ Group }) => <LastAccessedTab arn={Group.Arn} noun="group" />,
    },
    {
      id: 'access',
      label: 'Access',
      what: 'the ARN of this group',
      content: ({ Group }) => <AccessExplorer principal={Group.Arn} />,
    },
  ],
});
