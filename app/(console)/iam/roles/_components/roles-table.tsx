'use client';

import { TRUSTED_ENTITY_TYPE } from '@gatehouse/policy/analyze';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ListTable } from '@/components/console/kit/list-table';
import { useMissing } from '@/components/console/kit/use-missing';
import { Time } from '@/components/console/page/time';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { Badge } from '@/components/ui/badge';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { RoleOverview } from '@/lib/iam/role/overview';
import { bulkActs, useBulkActions } from '../../_components/bulk/bulk-actions';
import { rolesQuery } from '../queries';
import { protectedRole } from './service-linked';

const DeleteRolesDialog = dynamic(() => import('./delete-roles-dialog').then((module) => module.DeleteRolesDialog));

type Role = Json<RoleOverview>;

const COLUMNS: readonly ColumnDefinition<Role>[] = [
  {
    id: 'name',
    header: 'Role name',
    rowHeader: true,
    value: (role) => role.RoleName,
    cell: (role) => (
      <>
        <TextLink href={paths.role(role.RoleName)}>{role.RoleName}</TextLink>
        {protectedRole(role.Path) ? <Badge className="ml-2">{protectedRole(role.Path)?.short}</Badge> : null}
      </>
    ),
  },
  {
    id: 'trusted',
    header: 'Trusted entities',
    value: (role) => role.TrustedEntities,
    cell: (role) => role.TrustedEntities.join(', ') || 'Nobody',
    fills: true,
  },
  {
    id: 'activity',
    header: 'Last activity',
    value: (role) => role.RoleLastUsed?.LastUsedDate ?? null,
    cell: (role) =>
      role.RoleLastUsed === null ? (
        <Status kind="inactive">Access denied</Status>
      ) : role.RoleLastUsed.LastUsedDate ? (
        <Time value={role.RoleLastUsed.LastUsedDate} />
      ) : (
        <span className="text-ink-3">Never</span>
      ),
  },
  {
    id: 'path',
    header: 'Path',
    value: (role) => role.Path,
    cell: (role) => (
      <span className="block max-w-56 truncate" title={role.Path}>
        {role.Path}
      </span>
    ),
    mono: true,
  },
  { id: 'description', header: 'Description', value: (role) => role.Description, fills: true },
  {
    id: 'created',
    header: 'Created',
    value: (role) => role.CreateDate,
    cell: (role) => <Time value={role.CreateDate} />,
  },
  { id: 'arn', header: 'ARN', value: (role) => role.Arn, mono: true },
  { id: 'id', header: 'Role ID', value: (role) => role.RoleId, mono: true },
];

const FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'Role name' },
  { key: 'trusted', label: 'Trusted entity' },
  { key: 'type', label: 'Trusted entity type', values: [...new Set(Object.values(TRUSTED_ENTITY_TYPE))] },
  { key: 'path', label: 'Path' },
  { key: 'arn', label: 'ARN' },
];

const PREFERENCES = { columns: ['name', 'trusted', 'activity', 'path', 'created'] };
const BULK = bulkActs('roles');

export function RolesTable() {
  const missing = useMissing();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [deleting, setDeleting] = useState<readonly Role[]>([]);
  const bulk = useBulkActions('roles', BULK, setSelected);
  return (
    <>
      <ListTable
        query={rolesQuery}
        id="roles"
        title="Roles"
        noun="roles"
        description="A role has permissions but no credentials of its own. Principals in its trust policy may assume it and get temporary credentials."
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultPreferences={PREFERENCES}
        rowId={(role) => role.RoleName}
        rowName={(role) => role.RoleName}
        selection="multi"
        selectedIds={selected}
        onSelectionChange={setSelected}
        isSelectable={(role) => protectedRole(role.Path) === null}
        actions={(selected) => [
          ...bulk.entries(selected.map((role) => role.RoleName)),
          { type: 'separator' },
          {
            label: 'Delete',
            danger: true,
            disabledReason: selected.length === 0 ? 'Select at least one role' : missing('iam:DeleteRole'),
            onSelect: () => setDeleting(selected),
          },
        ]}
        primary={{ label: 'Create role', href: paths.createRole, disabledReason: missing('iam:CreateRole') }}
        empty={{
          title: 'No roles',
          description:
            'Use roles for services, programs and users of other accounts. They have no long-term secret that could leak or must be rotated.',
        }}
      />
      {bulk.dialog}
      {deleting.length > 0 ? (
        <DeleteRolesDialog
          entities={deleting.map((role) => ({ name: role.RoleName, lastActivity: role.RoleLastUsed?.LastUsedDate }))}
          onClose={() => setDeleting([])}
          onDeleted={setSelected}
        />
      ) : null}
    </>
  );
}
