/** What policies are put on: its list's place in the URLs, and its name. */
export type EntityKind = 'users' | 'groups' | 'roles';
export type Entity = { kind: EntityKind; name: string };

export const ENTITY_NOUN = { users: 'user', groups: 'group', roles: 'role' } as const satisfies Record<EntityKind, string>;

/** As IAM's actions name them: `AttachUserPolicy`. */
export const ENTITY_IN_ACTIONS = { users: 'User', groups: 'Group', roles: 'Role' } as const satisfies Record<EntityKind, string>;

/** The list that a principal's kind is in. */
export const ENTITIES_OF = { User: 'users', Group: 'groups', Role: 'roles' } as const satisfies Record<string, EntityKind>;
