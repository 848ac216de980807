/** An entity that policies are attached to: the list in its URL, and its name. */
export type EntityKind = 'users' | 'groups' | 'roles';
export type Entity = { kind: EntityKind; name: string };

export const ENTITY_NOUN = { users: 'user', groups: 'group', roles: 'role' } as const satisfies Record<EntityKind, string>;

/** The entity types in IAM's action names: `AttachUserPolicy`. */
export const ENTITY_IN_ACTIONS = { users: 'User', groups: 'Group', roles: 'Role' } as const satisfies Record<EntityKind, string>;

/** The list of each principal type. */
export const ENTITIES_OF = { User: 'users', Group: 'groups', Role: 'roles' } as const satisfies Record<string, EntityKind>;
