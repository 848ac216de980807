'use client';

import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { BoundaryPanel } from './boundary/boundary-panel';
import { PermissionPoliciesPanel } from './policies/permission-policies-panel';

type PermissionsTabProps = {
  entity: Entity;
  /** The groups of a user, whose policies apply to it too. */
  groups?: readonly string[];
  /** The user or role with its boundary, after it is read. Groups have no boundary. */
  boundary?: { Arn?: string; PermissionsBoundary?: { PermissionsBoundaryArn?: string } };
  /** The reason why nothing can be changed, as for a service-linked role. */
  readOnlyReason?: string;
  /** Content above the panels, such as failed reads. */
  children?: ReactNode;
};

/** Renders the policies of a user, group or role and, except for groups, its boundary. */
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
      {boundary?.Arn ? (
        <Panel
          title="Policy from activity"
          actions={<ButtonLink href={paths.fromActivity({ principal: boundary.Arn })}>Generate policy</ButtonLink>}
        >
          <p className="text-ink-2">
            A policy that allows what this {ENTITY_NOUN[kind]} has done, made of its recorded calls, and never more than its
            policies of today allow.
          </p>
        </Panel>
      ) : null}
    </div>
  );
}
