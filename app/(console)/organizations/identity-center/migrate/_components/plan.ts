import type { PlanUserMigration } from '@/lib/access/migration/operations';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';

export type Plan = Json<OutputOf<typeof PlanUserMigration>>;
type PlanUser = Plan['Users'][number];
export type PlanSet = Plan['PermissionSets'][number];
export type Proof = Plan['Proofs'][number];

/** A user with the parts of the plan that concern it. */
export type Row = Omit<PlanUser, 'Set' | 'Groups' | 'AssignedBy' | 'Proof'> & {
  Set: PlanSet;
  Groups: Plan['Groups'];
  AssignedBy: string | undefined;
  Proof: Proof | undefined;
};

/** Returns the users of a plan with their parts. */
function rowsOf({ Users, PermissionSets, Groups, Proofs }: Plan): Row[] {
  return Users.flatMap(({ Set: at, Groups: joined, AssignedBy, Proof, ...user }) => {
    const set = PermissionSets[at];
    if (!set) return [];
    return {
      ...user,
      Set: set,
      Groups: joined.flatMap((one) => Groups[one] ?? []),
      AssignedBy: AssignedBy === undefined ? undefined : Groups[AssignedBy]?.Name,
      Proof: Proof === undefined ? undefined : Proofs[Proof],
    };
  });
}

/** Returns the rows of a plan with the comparisons of further answers about it. */
export function withProofs(plan: Plan, more: readonly Plan[]): Row[] {
  const proofs = new Map(
    more.flatMap(({ Users, Proofs }) => Users.map(({ Arn, Proof }) => [Arn, Proof === undefined ? undefined : Proofs[Proof]])),
  );
  return rowsOf(plan).map((row) => ({ ...row, Proof: row.Proof ?? proofs.get(row.Arn) }));
}

/** Returns the permission sets and groups of a plan that do not exist yet, as the action takes them. */
export function toPrepare({ InstanceArn, IdentityStoreId, PermissionSets, Groups, Users }: Plan) {
  // The policies of some users do not fit in one permission set.
  const used = new Set(Users.filter(({ Blocked }) => Blocked === undefined).map(({ Set: at }) => at));
  const sets = PermissionSets.filter(({ State }, at) => State !== 'READY' && used.has(at));
  const groups = Groups.filter(({ GroupId, LeftOut }) => GroupId === undefined && !LeftOut);
  return [...sets.map((set) => ({ InstanceArn, set })), ...groups.map(({ Name }) => ({ IdentityStoreId, DisplayName: Name }))];
}

/** Returns the reason why a user cannot be migrated now. */
export function whyNot({ Blocked, Done, Set: set, Groups }: Row): string | undefined {
  if (Blocked !== undefined) return Blocked;
  if (Done) return 'The person has this access already';
  if (set.State !== 'READY' || Groups.some(({ GroupId }) => GroupId === undefined))
    return 'Create the permission sets and groups first';
  return undefined;
}
