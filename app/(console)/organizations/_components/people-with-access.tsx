'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { SmallTable } from '@/components/console/table/small-table';
import { TablePagination } from '@/components/console/table/table-pagination';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import type { AccessCell, AccessMatrix, AccessRow } from '@/lib/identity-center/access/operations';
import { accessMatrixQuery } from '../queries';
import { AccessWays } from './access-ways';

type Matrix = Json<AccessMatrix>;

const PAGE_SIZE = 25;

/** Renders the people of IAM Identity Center who reach an account, with which permission sets, and through which groups. */
export function PeopleWithAccess({ id }: { id: string }) {
  const [page, setPage] = useState(1);
  const question = { AccountId: id, PageSize: PAGE_SIZE, ...(page > 1 && { Page: page }) };
  const read = useRead({ ...accessMatrixQuery(question), placeholderData: keepPreviousData });
  return (
    <Panel
      flush
      title="People with access"
      count={read.data?.Matches}
      description="People of IAM Identity Center who reach this account, with which permission set and through which groups."
      actions={<TextLink href={paths.assignAccess}>Assign users or groups</TextLink>}
    >
      <ReadBox read={read} what="the people with access to this account">
        {(matrix) =>
          matrix.Rows.length === 0 ? (
            <EmptyState
              title="Nobody has access"
              description="No user or group of IAM Identity Center is assigned to this account. Users and roles of IAM can have access."
            />
          ) : (
            <>
              <People matrix={matrix} />
              {matrix.Matches > PAGE_SIZE ? (
                <div className="flex items-center justify-between gap-2 px-4 py-2 text-ink-2 text-sm">
                  <span>{plural(matrix.Matches, 'person', 'people')}</span>
                  <TablePagination
                    label="People"
                    page={matrix.Page}
                    pageCount={Math.ceil(matrix.Matches / PAGE_SIZE)}
                    onPageChange={setPage}
                  />
                </div>
              ) : null}
            </>
          )
        }
      </ReadBox>
    </Panel>
  );
}

function People({ matrix }: { matrix: Matrix }) {
  return (
    <SmallTable
      label="People with access"
      top
      rows={matrix.Rows}
      rowKey={({ PrincipalId }) => PrincipalId}
      columns={[
        { header: 'Person', wide: true, cell: (row) => <Person row={row} /> },
        {
          header: 'Permission sets',
          wide: true,
          cell: ({ Cells }) => (
            <ul className="space-y-1">
              {Cells.map((cell) => (
                <Entry key={cell.PermissionSetId} cell={cell} matrix={matrix} />
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}

function Person({ row: { PrincipalId, DisplayName, Name, Status: state } }: { row: Json<AccessRow> }) {
  if (state === 'DELETED') return <Status kind="warning">Deleted: {PrincipalId}. Remove the assignment</Status>;
  return (
    <>
      <TextLink href={paths.storeUser(PrincipalId)}>{DisplayName}</TextLink>
      <span className="block text-ink-3 text-sm">{Name}</span>
      {state === 'DISABLED' ? <Status kind="warning">Disabled, still assigned</Status> : null}
    </>
  );
}

function Entry({ cell, matrix }: { cell: Json<AccessCell>; matrix: Matrix }) {
  const { PermissionSetId, AccountId, Direct, GroupIds } = cell;
  const behind = matrix.Behind.find((one) => one.AccountId === AccountId && one.PermissionSetId === PermissionSetId);
  return (
    <li>
      <TextLink href={paths.permissionSet(PermissionSetId, 'accounts')} className="font-medium">
        {matrix.PermissionSets[PermissionSetId] ?? PermissionSetId}
      </TextLink>{' '}
      <AccessWays direct={Direct} groups={GroupIds.map((id) => ({ id, name: matrix.Groups[id] }))} />
      {behind ? (
        <Status kind={behind.State === 'OUTDATED' ? 'warning' : 'error'}>
          {behind.State === 'OUTDATED' ? 'The account has an older version' : 'Not provisioned in the account'}
        </Status>
      ) : null}
    </li>
  );
}
