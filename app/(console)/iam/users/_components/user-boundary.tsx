'use client';

import { useRead } from '@/app/(console)/_client/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { SetBoundaryPage } from '../../_components/set-boundary-page';
import { userQuery } from '../queries';

export function UserBoundary({ name }: { name: string }) {
  return (
    <ReadBox read={useRead(userQuery(name))} what="the boundary of this user">
      {({ User }) => <SetBoundaryPage kind="users" name={name} current={User.PermissionsBoundary?.PermissionsBoundaryArn} />}
    </ReadBox>
  );
}
