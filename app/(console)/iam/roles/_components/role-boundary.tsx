'use client';

import { useRead } from '@/app/(console)/_client/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { SetBoundaryPage } from '../../_components/set-boundary-page';
import { roleQuery } from '../queries';

export function RoleBoundary({ name }: { name: string }) {
  return (
    <ReadBox read={useRead(roleQuery(name))} what="the boundary of this role">
      {({ Role }) => <SetBoundaryPage kind="roles" name={name} current={Role.PermissionsBoundary?.PermissionsBoundaryArn} />}
    </ReadBox>
  );
}
