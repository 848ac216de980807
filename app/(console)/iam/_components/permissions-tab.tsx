'use client';

import type { ReactNode } from 'react';
import type { Entity } from '@/lib/console/entity';
import { BoundaryPanel } from './boundary-panel';
import { PermissionPoliciesPanel } from './permission-policies-panel';

type PermissionsTabProps = {
  entity: Entity;
  /** Of a user: the groups whose policies it has too. */
  groups?: readonly string[];
  /** Of a user or role, once it is read: its boundary, or that it has none. Groups have no boundary. */
  boundary?: { PermissionsBoundary?: { PermissionsBoundaryArn?: string } };
  /** Why nothing can be changed: a service-linked role. */
  readOnlyReason?: string;
  /** What could not be read, above the rest. */
  children?: ReactNode;
};

/** What a user, group or role may do: its policies and, but for groups, the boundary around them. */
export function PermissionsTab({ entity, groups, boundary, readOnlyReason, children }: PermissionsTabProps) {
  const { kind, name } = entity;
  return (
    <div className="space-y-4">
      {children}
      <PermissionPoliciesPanel entity={entity} groups={groups} readOnlyReason={readOnlyReason} />
      {boundary && kind !== 'groups' ? (
        <BoundaryPanel
          entity={{ kind, name }}
          arn={boundary.PermissionsBoundary?.PermissionsBoundaryArn}
          readOnlyReason={readOnlyReason}
        />
      ) : null}
    </div>
  );
}
