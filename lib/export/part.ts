import { iamArn } from '../core/arns';
import type { AccountState } from './state';

/** A user, group or role by its name. */
export type PartName = { kind: 'user' | 'group' | 'role'; name: string };

/**
 * Returns the part of a state that one user, group or role needs: a user's groups, attached managed policies and boundaries, and
 * a role's instance profiles. Null if the name does not exist.
 */
export function partOf(state: AccountState, { kind, name }: PartName): AccountState | null {
  const users = kind === 'user' ? state.users.filter((user) => user.name === name) : [];
  const roles = kind === 'role' ? state.roles.filter((role) => role.name === name) : [];
  const memberOf = new Set(kind === 'group' ? [name] : users.flatMap(({ groups }) => groups));
  const groups = state.groups.filter((group) => memberOf.has(group.name));
  if (users.length + roles.length + (kind === 'group' ? groups.length : 0) === 0) return null;
  const used = new Set([...users, ...roles, ...groups].flatMap(({ attached }) => attached));
  for (const { boundary } of [...users, ...roles]) if (boundary !== undefined) used.add(boundary);
  return {
    ...{ accountId: state.accountId, partition: state.partition, samlProviders: [], oidcProviders: [], users, groups, roles },
    policies: state.policies.filter(({ path, name: policy }) =>
      used.has(iamArn(state.partition, state.accountId, 'policy', path, policy)),
    ),
    instanceProfiles: state.instanceProfiles.filter(({ role }) => kind === 'role' && role === name),
  };
}
