'use client';

import type { ReactNode } from 'react';
import type { EachAction } from '@/app/(console)/_client/use-each';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { attachedPoliciesQuery, inlinePoliciesQuery } from '../queries';
import { EachDialog } from './each-dialog';
import { NameList } from './name-list';
import { type ItemsOfKind, namedItems } from './named-items';
import { oneselfLast } from './oneself';
import { useOneself } from './use-oneself';

/** A user, group or role that is to be deleted, and when it last did something, as far as that is known. */
export type EntityToDelete = { name: string; lastActivity?: string | null };

export type DeleteDialogProps = {
  entities: readonly EntityToDelete[];
  onClose: () => void;
  /** After all or some are deleted: the names of those that are not. */
  onDeleted?: (left: readonly string[]) => void;
  goTo?: string;
};

type DeleteEntitiesDialogProps = DeleteDialogProps & {
  /** `user group` */
  noun: 'user' | 'user group' | 'role';
  action: EachAction<string>;
  /** Above the times of those that did something: of one, and of several. Absent for groups, which do nothing themselves. */
  active?: readonly [one: string, several: string];
  /** What goes with the one of that name. */
  items: (name: string) => ReactNode;
  /** What it means, in words. */
  children: ReactNode;
};

/**
 * Asks before users, groups or roles are deleted: names what goes with one, or all of several, and warns where it has been active or is who
 * is signed in. Mounted while it is open.
 */
export function DeleteEntitiesDialog(props: DeleteEntitiesDialogProps) {
  const { entities, noun, action, items, children, onClose, onDeleted, goTo } = props;
  const names = entities.map(({ name }) => name);
  const first = names[0] ?? '';
  const one = names.length === 1;
  const what = one ? `${noun} ${first}` : `${names.length} ${noun}s`;
  const active = entities.filter(({ lastActivity }) => lastActivity);
  const oneself = useOneself();
  const self = oneself !== null && noun === ENTITY_NOUN[oneself.kind] && names.includes(oneself.name) ? oneself.name : null;
  const capital = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  return (
    <EachDialog
      title={`Delete ${what}?`}
      noun={`${noun}s`}
      submitLabel="Delete"
      // AWS: several groups are confirmed as "3 user groups".
      typeToConfirm={one ? first : what}
      action={action}
      items={oneselfLast(names, self)}
      nameOf={(name) => `${capital} ${name}`}
      callOf={(name) => name}
      done={(count) => (one ? `${capital} ${first} was deleted.` : `${count} ${noun}${count === 1 ? ' was' : 's were'} deleted.`)}
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      {self === null ? null : (
        <Alert kind="warning" title={`${one ? 'This' : self} is you`}>
          {noun === 'role'
            ? 'You are acting as this role, and lose its permissions at once.'
            : 'Your session ends with your user: you cannot sign in again, nor undo it.'}
        </Alert>
      )}
      {active.length > 0 ? (
        <Alert kind="warning" title={props.active?.[one ? 0 : 1]}>
          <div className="max-h-32 overflow-y-auto">
            {active.map(({ name, lastActivity }) => (
              <p key={name} className="break-words">
                {one ? 'Last' : `${name}: last`} <Time value={lastActivity} />
              </p>
            ))}
          </div>
        </Alert>
      ) : null}
      {one ? items(first) : <NameList label={`${capital}s to delete`} names={names} oneself={self} />}
      {children}
    </EachDialog>
  );
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
