'use client';

import { useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import {
  TRUSTED_ENTITY_TYPE,
  type TrustedEntity,
  trustedEntities,
  trustedEntityText,
} from '@/app/(console)/iam/_components/trust/trusted-entities';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Badge } from '@/components/ui/badge';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { RoleOverview } from '@/lib/iam/role/overview';
import { rolesQuery } from '../queries';
import { DeleteRolesDialog } from './delete-roles-dialog';
import { isServiceLinked } from './service-linked';

type Role = Json<RoleOverview>;

function entitiesOf({ AssumeRolePolicyDocument }: Role): TrustedEntity[] {
  return trustedEntities(decodeURIComponent(AssumeRolePolicyDocument ?? ''));
}

function trustedTexts(role: Role): string[] {
  const own = role.Arn?.split(':')[4];
  return entitiesOf(role).map((entity) => trustedEntityText(entity, own));
}

const COLUMNS: readonly ColumnDefinition<Role>[] = [
  {
    id: 'name',
    header: 'Role name',
    rowHeader: true,
    value: (role) => role.RoleName ?? '',
    cell: (role) => (
      <>
        <TextLink href={paths.role(role.RoleName ?? '')}>{role.RoleName}</TextLink>
        {isServiceLinked(role.Path) ? <Badge className="ml-2">Service-linked</Badge> : null}
      </>
    ),
  },
  {
    id: 'trusted',
    header: 'Trusted entities',
    value: trustedTexts,
    cell: (role) => trustedTexts(role).join(', ') || 'Nobody',
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
    value: (role) => role.Path ?? '',
    cell: (role) => (
      <span className="block max-w-56 truncate" title={role.Path}>
        {role.Path}
      </span>
    ),
    mono: true,
  },
  { id: 'description', header: 'Description', value: (role) => role.Description ?? '' },
  {
    id: 'created',
    header: 'Created',
    value: (role) => role.CreateDate ?? null,
    cell: (role) => <Time value={role.CreateDate} />,
  },
  { id: 'arn', header: 'ARN', value: (role) => role.Arn ?? '', mono: true },
  { id: 'id', header: 'Role ID', value: (role) => role.RoleId ?? '', mono: true },
];

const FILTERS: readonly TableFilterProperty<Role>[] = [
  { key: 'name', label: 'Role name', value: (role) => role.RoleName },
  { key: 'trusted', label: 'Trusted entity', value: trustedTexts },
  {
    key: 'type',
    label: 'Trusted entity type',
    value: (role) => entitiesOf(role).map(({ kind }) => TRUSTED_ENTITY_TYPE[kind]),
    values: [...new Set(Object.values(TRUSTED_ENTITY_TYPE))],
  },
  { key: 'path', label: 'Path', value: (role) => role.Path },
  { key: 'arn', label: 'ARN', value: (role) => role.Arn },
];

const PREFERENCES = { columns: ['name', 'trusted', 'activity', 'path', 'created'] };

export function RolesTable() {
  const roles = useRead(rolesQuery());
  const [deleting, setDeleting] = useState<readonly Role[]>([]);
  return (
    <>
      <ResourceTable
        id="roles"
        title="Roles"
        noun="roles"
        description="A role has permissions but no credentials of its own: whoever its trust policy names may assume it, for a session with temporary ones."
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultPreferences={PREFERENCES}
        rows={roles.data?.Roles}
        rowId={(role) => role.RoleName ?? ''}
        rowName={(role) => role.RoleName ?? ''}
        selection="multi"
        isSelectable={(role) => !isServiceLinked(role.Path)}
        actions={(selected) => [
          {
            label: 'Delete',
            danger: true,
            disabledReason: selected.length === 0 ? 'Select at least one role' : null,
            onSelect: () => setDeleting(selected),
          },
        ]}
        primary={{ label: 'Create role', href: paths.createRole }}
        onRefresh={roles.refetch}
        refreshing={roles.fetching}
        error={roles.error}
        empty={{
          title: 'No roles',
          description:
            'Use roles for services, for programs, and for people of other accounts: there is no secret to leak or to rotate.',
        }}
      />
      <DeleteRolesDialog
        roles={deleting.map((role) => ({ name: role.RoleName ?? '', lastUsed: role.RoleLastUsed?.LastUsedDate }))}
        onClose={() => setDeleting([])}
      />
    </>
  );
}
