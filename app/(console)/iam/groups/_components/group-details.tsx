'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Button, ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { groupQuery, groupUsersQuery } from '../queries';
import { GroupUsersPanel } from './group-users-panel';

// What is not in sight at first comes when it is opened.
const AccessExplorer = dynamic(() => import('@/app/(console)/access/access-explorer').then((module) => module.AccessExplorer));
const LastAccessedTab = dynamic(() =>
  import('../../_components/last-accessed/last-accessed-tab').then((module) => module.LastAccessedTab),
);
const PermissionsTab = dynamic(() => import('../../_components/permissions-tab').then((module) => module.PermissionsTab));
const DeleteGroupsDialog = dynamic(() => import('./delete-groups-dialog').then((module) => module.DeleteGroupsDialog));
const EditGroupDialog = dynamic(() => import('./edit-group-dialog').then((module) => module.EditGroupDialog));

const BREADCRUMBS = [{ label: 'User groups', href: paths.groups }];

export function GroupDetails({ name }: { name: string }) {
  const missing = useMissing();
  const read = useRead(groupQuery(name));
  const users = useRead(groupUsersQuery(name, { PageSize: 1 }));
  const [dialog, setDialog] = useState<'edit' | 'delete' | null>(null);
  const group = read.data?.Group;
  const waiting = read.pending ? <Skeleton width={120} className="my-1" /> : null;
  const gone = read.error?.code === 'NoSuchEntity';
  return (
    <DetailsPage
      title={name}
      breadcrumbs={BREADCRUMBS}
      actions={
        gone ? undefined : (
          <>
            <Button variant="danger" disabledReason={missing('iam:DeleteGroup')} onClick={() => setDialog('delete')}>
              Delete
            </Button>
            <Button
              disabledReason={group ? missing('iam:UpdateGroup') : 'The group could not be read'}
              onClick={() => setDialog('edit')}
            >
              Edit
            </Button>
            <ButtonLink href={paths.exportOf({ of: 'group', name })}>Export</ButtonLink>
          </>
        )
      }
      notices={<ReadError read={read} what={gone ? `the user group ${name}` : 'details and users of this group'} />}
      summary={
        gone
          ? undefined
          : [
              { label: 'ARN', value: group ? <CopyArn arn={group.Arn ?? ''} /> : waiting },
              { label: 'Group ID', value: group ? <CopyText text={group.GroupId ?? ''} what="group ID" mono /> : waiting },
              { label: 'Created', value: group ? <Time value={group.CreateDate} format="absolute" /> : waiting },
              { label: 'Path', value: group ? <span className="font-mono text-sm">{group.Path}</span> : waiting },
            ]
      }
      tabs={
        gone
          ? undefined
          : [
              {
                id: 'users',
                label: 'Users',
                count: users.data?.Total,
                content: <GroupUsersPanel name={name} />,
              },
              {
                id: 'permissions',
                label: 'Permissions',
                content: <PermissionsTab entity={{ kind: 'groups', name }} />,
              },
              {
                id: 'last-accessed',
                label: 'Last accessed',
                content: (
                  <ReadBox read={read} what="the ARN of this group">
                    {({ Group }) => <LastAccessedTab arn={Group.Arn ?? ''} noun="group" />}
                  </ReadBox>
                ),
              },
              {
                id: 'access',
                label: 'Access',
                content: (
                  <ReadBox read={read} what="the ARN of this group">
                    {({ Group }) => <AccessExplorer principal={Group.Arn ?? ''} />}
                  </ReadBox>
                ),
              },
            ]
      }
    >
      {dialog === 'delete' ? (
        <DeleteGroupsDialog entities={[{ name }]} onClose={() => setDialog(null)} goTo={paths.groups} />
      ) : null}
      {dialog === 'edit' && group ? (
        <EditGroupDialog name={name} path={group.Path ?? '/'} onClose={() => setDialog(null)} />
      ) : null}
    </DetailsPage>
  );
}
