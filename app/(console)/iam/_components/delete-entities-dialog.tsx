'use client';

import type { ReactNode } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useRead } from '@/app/(console)/_client/use-read';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import type { Entity } from '@/lib/console/entity';
import type { ConsoleAction } from '@/lib/console/result';
import { attachedPoliciesQuery, inlinePoliciesQuery } from '../queries';
import { type ItemsOfKind, namedItems } from './named-items';

/** A user, group or role that is to be deleted, and when it last did something, as far as that is known. */
export type EntityToDelete = { name: string; lastActivity?: string | null };

export type DeleteDialogProps = {
  entities: readonly EntityToDelete[];
  onClose: () => void;
  onDeleted?: () => void;
  goTo?: string;
};

type DeleteEntitiesDialogProps = DeleteDialogProps & {
  /** `user group` */
  noun: string;
  action: ConsoleAction<readonly string[], unknown>;
  /** Above the times of those that did something: of one, and of several. Absent for groups, which do nothing themselves. */
  active?: readonly [one: string, several: string];
  /** What goes with the one of that name. */
  items: (name: string) => ReactNode;
  /** What it means, in words. */
  children: ReactNode;
};

/** Asks before users, groups or roles are deleted: names what goes with one, and warns where it has been active. */
export function DeleteEntitiesDialog(props: DeleteEntitiesDialogProps) {
  const { entities, noun, action, items, children, onClose, onDeleted, goTo } = props;
  const first = entities[0]?.name ?? '';
  const one = entities.length === 1;
  const what = one ? `${noun} ${first}` : `${entities.length} ${noun}s`;
  const active = entities.filter(({ lastActivity }) => lastActivity);
  return entities.length > 0 ? (
    <ConfirmDialog
      title={`Delete ${what}?`}
      // AWS: several groups are confirmed as "3 user groups".
      typeToConfirm={one ? first : what}
      action={action}
      input={entities.map(({ name }) => name)}
      success={`${what.charAt(0).toUpperCase()}${what.slice(1)} ${one ? 'was' : 'were'} deleted.`}
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      {active.length > 0 ? (
        <Alert kind="warning" title={props.active?.[one ? 0 : 1]}>
          {active.map(({ name, lastActivity }) => (
            <p key={name} className="break-words">
              {one ? 'Last' : `${name}: last`} <Time value={lastActivity} />
            </p>
          ))}
        </Alert>
      ) : null}
      {one ? items(first) : <p className="break-words">{entities.map(({ name }) => name).join(', ')}</p>}
      {children}
    </ConfirmDialog>
  ) : null;
}

type ItemsListProps = { entity: Entity; more: readonly ItemsOfKind[] };

/** What a user, group or role has, by name, as far as it may be read: the given kinds, then policies. */
export function ItemsList({ entity, more }: ItemsListProps) {
  const attached = useRead(attachedPoliciesQuery(entity)).data?.AttachedPolicies ?? [];
  const inline = useRead(inlinePoliciesQuery(entity)).data?.PolicyNames ?? [];
  const items = namedItems([
    ...more,
    { kind: 'Attached policies', names: attached.map(({ PolicyName }) => PolicyName) },
    { kind: 'Inline policies', names: inline },
  ]);
  if (items.length === 0) return null;
  return (
    <ul className="list-disc pl-5">
      {items.map((item) => (
        <li key={item} className="break-words">
          {item}
        </li>
      ))}
    </ul>
  );
}
