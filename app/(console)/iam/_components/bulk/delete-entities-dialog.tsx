'use client';

import type { ReactNode } from 'react';
import { EachDialog } from '@/app/(console)/_client/each-dialog';
import type { EachAction } from '@/app/(console)/_client/use-each';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { plural, pluralOf } from '@/lib/core/text/plural';
import { attachedPoliciesQuery, inlinePoliciesQuery } from '../../queries';
import { oneselfLast } from '../oneself';
import { useOneself } from '../use-oneself';
import { NameList } from './name-list';
import { type ItemsOfKind, namedItems } from './named-items';

/** A user, group or role to delete, and the time of its last activity if it is known. */
export type EntityToDelete = { name: string; lastActivity?: string | null };

export type DeleteDialogProps = {
  entities: readonly EntityToDelete[];
  onClose: () => void;
  /** Called after some or all are deleted, with the names that are left. */
  onDeleted?: (left: readonly string[]) => void;
  goTo?: string;
};

type DeleteEntitiesDialogProps = DeleteDialogProps & {
  noun: 'user' | 'user group' | 'role';
  action: EachAction<string>;
  /** The heading above the times of last activities, for one and for several. Absent for groups, which have no activity. */
  active?: readonly [one: string, several: string];
  /** Renders the items that are deleted with the named user, group or role. */
  items: (name: string) => ReactNode;
  /** The text about the consequences. */
  children: ReactNode;
};

/**
 * Renders a dialog that deletes users, groups or roles. It lists the items that are deleted with them, and warns about recent activity and
 * about deleting the signed-in identity. Mount it only while it is open.
 */
export function DeleteEntitiesDialog(props: DeleteEntitiesDialogProps) {
  const { entities, noun, action, items, children, onClose, onDeleted, goTo } = props;
  const names = entities.map(({ name }) => name);
  const [first = ''] = names;
  const one = names.length === 1;
  const what = one ? `${noun} ${first}` : plural(names.length, noun);
  const active = entities.filter(({ lastActivity }) => lastActivity);
  const oneself = useOneself();
  const self = oneself !== null && noun === ENTITY_NOUN[oneself.kind] && names.includes(oneself.name) ? oneself.name : null;
  const capital = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  return (
    <EachDialog
      title={`Delete ${what}?`}
      noun={pluralOf(noun)}
      submitLabel="Delete"
      // Several groups are confirmed by "3 user groups", as in the AWS console.
      typeToConfirm={one ? first : what}
      action={action}
      items={oneselfLast(names, self)}
      nameOf={(name) => `${capital} ${name}`}
      callOf={(name) => name}
      done={(count) =>
        one ? `${capital} ${first} was deleted.` : `${plural(count, noun)} ${count === 1 ? 'was' : 'were'} deleted.`
      }
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      {self === null ? null : (
        <Alert kind="warning" title={`${one ? 'This' : self} is you`}>
          {noun === 'role'
            ? 'You are using this role and lose its permissions at once.'
            : 'Your session ends when your user is deleted. You cannot sign in again or undo this.'}
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
      {one ? items(first) : <NameList label={`${pluralOf(capital)} to delete`} names={names} oneself={self} />}
      {children}
    </EachDialog>
  );
}

type ItemsListProps = { entity: Entity; more: readonly ItemsOfKind[] };

/** Renders the names of a user's, group's or role's items: the given kinds, then its policies. Lists that can't be read are left out. */
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
