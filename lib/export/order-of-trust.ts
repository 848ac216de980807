import { iamArn } from '../core/arns';
import { principalsOf } from './document-principals';
import type { AccountState, RoleState } from './state';

/** Returns roles, each after those its trust policy names if possible. If roles trust each other, one of them must come first. */
export function inOrderOfTrust({
  partition,
  accountId,
  roles,
}: Pick<AccountState, 'partition' | 'accountId' | 'roles'>): RoleState[] {
  const byArn = new Map(roles.map((role) => [iamArn(partition, accountId, 'role', role.path, role.name), role]));
  const ordered = new Set<RoleState>();
  const begun = new Set<RoleState>();
  // Chains of trust can be as long as there are roles, so this does not recurse.
  for (const first of roles) {
    const waiting = [first];
    for (let role = waiting.at(-1); role; role = waiting.at(-1)) {
      const next = begun.has(role)
        ? undefined
        : principalsOf(role.trust)
            .map((arn) => byArn.get(arn))
            .filter((one) => one && !begun.has(one));
      begun.add(role);
      if (next && next.length > 0) waiting.push(...(next as RoleState[]));
      else {
        waiting.pop();
        ordered.add(role);
      }
    }
  }
  return [...ordered];
}
