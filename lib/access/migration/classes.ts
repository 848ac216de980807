import type { AccessAccount, AccessPrincipal } from '@gatehouse/policy/analyze';
import { quotas } from '../../core/quotas';
import { giveWay } from '../../core/work/bulk';
import { exceedsRoleInlineSize, ROLE_INLINE_SIZE } from '../../iam/reserved-role/rows';
import { contentOf, type SetPolicies, setPoliciesOf } from './definition';

/** A user of the account with its name. */
export type MigratedUser = AccessPrincipal & { name: string };

/** The users with the same policies. */
export type UserClass = {
  content: string;
  policies: SetPolicies;
  users: MigratedUser[];
  /** The group of the account with exactly these users, or null. */
  group: string | null;
  /** The reason why no permission set can have the policies, or null. */
  blocked: string | null;
};

/** Groups the users of an account by their policies, in the order of their names. */
export async function classesOf({ principals, groups }: AccessAccount): Promise<UserClass[]> {
  const classes = new Map<string, UserClass>();
  const members = new Map(groups.map(({ name }) => [name, new Set<string>()]));
  for (const entry of principals) {
    const { principal } = entry;
    if (principal.type !== 'User') continue;
    await giveWay();
    const user = { ...entry, name: principal.userName };
    const policies = setPoliciesOf(entry.identity, entry.boundary);
    const content = contentOf(policies);
    const known = classes.get(content);
    if (known) known.users.push(user);
    else classes.set(content, { content, policies, users: [user], group: null, blocked: problemOf(policies) });
    for (const name of entry.groups ?? []) members.get(name)?.add(entry.arn);
  }
  for (const one of classes.values()) {
    await giveWay();
    one.group = exactGroup(one.users, members);
  }
  return [...classes.values()];
}

/** Returns the first group by name with exactly some users. */
function exactGroup(users: readonly MigratedUser[], members: ReadonlyMap<string, ReadonlySet<string>>): string | null {
  const names = [...(users[0]?.groups ?? [])].sort();
  const found = names.find((name) => {
    const all = members.get(name);
    return all?.size === users.length && users.every(({ arn }) => all.has(arn));
  });
  return found ?? null;
}

function problemOf({ managedPolicies, customerPolicies, inlinePolicy }: SetPolicies): string | null {
  const count = managedPolicies.length + customerPolicies.length;
  const { PoliciesPerRole, PoliciesPerPermissionSet } = quotas();
  const most = Math.min(PoliciesPerRole, PoliciesPerPermissionSet);
  if (count > most)
    return `The user and its groups have ${count} managed policies, and a role can have ${most}. Join some of them first.`;
  if (inlinePolicy !== null && exceedsRoleInlineSize(inlinePolicy))
    return `The inline policies together have more than ${ROLE_INLINE_SIZE} bytes without white space. Make managed policies of some of them first.`;
  return null;
}

const MOST_NAME = 32;

/** Returns the name of the permission set of some users before it is made unique: that of their group, or of the only user. */
export function baseNameOf({ group, users }: UserClass): string {
  const common = (users[0]?.groups ?? []).filter((name) => users.every(({ groups = [] }) => groups.includes(name)));
  const name = group ?? (users.length === 1 ? users[0]?.name : undefined) ?? [...common].sort()[0] ?? 'IAMUsers';
  return name.replace(/[^\w+=,.@-]/g, '-').slice(0, MOST_NAME);
}

/** Returns a name with a number at its end, within the longest name of permission sets. */
export function numbered(name: string, number: number): string {
  const end = `-${number}`;
  return number < 2 ? name : `${name.slice(0, MOST_NAME - end.length)}${end}`;
}
