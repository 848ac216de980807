import type { ReplacementDiff } from '@gatehouse/policy/analyze';
import { defineOperation, type Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { readCredentials } from '../../iam/old-credential/rows';
import { shownPolicyArn } from '../../iam/policy/arns';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { instanceArn } from '../../identity-center/instance/rows';
import { findOwnInstance, ownInstanceCheck, requireOwnInstance } from '../../identity-center/own-instance';
import { type CustomerPolicy, permissionSetArn } from '../../identity-center/permission-set/rows';
import { type ShownDifference, shownDifferences } from '../shown-difference';
import { findMigratedAccount, readingChecks, requireMigratedAccount } from './account';
import type { PlannedPerson } from './people';
import { type MigrationPlan, migratedDescription, planMigration } from './plan';
import { type Cause, causesOf } from './proof';
import { ListOldCredentialsInput, PlanUserMigrationInput } from './schema';

/** A planned permission set. Absent `PermissionSetArn`: it does not exist yet. */
export type PlannedSet = {
  State: 'NEW' | 'PART' | 'READY';
  Name: string;
  Description: string;
  PermissionSetArn?: string;
  ManagedPolicies: string[];
  CustomerPolicies: CustomerPolicy[];
  InlinePolicy: string | null;
  /** The ARN of the boundary: AWS's, or the account's own. */
  Boundary: { ManagedPolicyArn: string } | { CustomerManagedPolicyReference: CustomerPolicy } | null;
  Users: number;
};

/** A planned group. `LeftOut`: people do not join it, because it gives other access too. */
export type PlannedGroup = { Name: string; GroupId?: string; LeftOut: boolean };

/** The comparison of the access of users and of their planned sessions. */
export type MigrationProof = {
  Verdict: 'equal' | 'wider' | 'narrower' | 'both' | 'undecided';
  Reason?: 'tooComplex' | 'openValues';
  Differences: ShownDifference[];
  More: number;
  Causes: Cause[];
};

/** A user of the account. Numbers are places in the lists of the plan. */
export type PlannedUser = {
  UserName: string;
  Arn: string;
  Person: PlannedPerson;
  Set: number;
  /** The groups of the identity store that the person joins. */
  Groups: number[];
  /** The group that is assigned the permission set. Absent: the person is. */
  AssignedBy?: number;
  /** The reason why the user cannot migrate. */
  Blocked?: string;
  /** Absent for a user who is blocked or not compared. */
  Proof?: number;
  /** The person has the planned access. */
  Done: boolean;
};

const MOST_DIFFERENCES = 6;
const PLAN = ['iam:GetAccountAuthorizationDetails', 'iam:SimulatePrincipalPolicy'];
const DIRECTORY = ['sso-directory:SearchUsers', 'sso-directory:SearchGroups'].map((action) => ({ action, resource: '*' }));
const SETS = ['sso:ListPermissionSets', 'sso:GetInlinePolicyForPermissionSet', 'sso:ListAccountAssignments'];

/**
 * Plans how the IAM users of an account become people of IAM Identity Center with equal access, and compares the access of each user with that
 * of the planned session. It reads only. The comparison covers the resource policies of the accounts that the caller may ask about.
 */
export const PlanUserMigration = defineOperation({
  service: 'gatehouse',
  name: 'PlanUserMigration',
  access: 'Read',
  input: PlanUserMigrationInput,
  target: async ({ AccountId }, scope) => ({
    instance: await findOwnInstance(scope),
    found: await findMigratedAccount(scope, AccountId),
  }),
  checks: ({ AccountId }, scope, { instance, found }) => [
    ...SETS.map((action) => ownInstanceCheck(action, scope, instance)),
    ...DIRECTORY,
    ...readingChecks(found, AccountId, PLAN),
  ],
  run: async ({ From }, scope, { instance, found }) => {
    const own = requireOwnInstance(instance);
    const account = requireMigratedAccount(scope, found);
    const plan = await planMigration(scope, own, account, From ?? 0);
    return {
      InstanceArn: instanceArn(scope.partition, own.id),
      IdentityStoreId: own.identityStoreId,
      AccountId: account.id,
      AccountName: account.name,
      /** True if it is the caller's own account. */
      Own: account.id === scope.accountId,
      /** The number of accounts whose resource policies were compared. */
      ComparedAccounts: plan.model.accounts.length,
      ...(await shownPlan(scope, own, account.id, plan, From === undefined ? undefined : plan.compared)),
    };
  },
});

async function shownPlan(
  { partition }: Scope,
  instance: InstanceRow,
  accountId: string,
  plan: MigrationPlan,
  only: ReadonlySet<string> | undefined,
) {
  const own = plan.model.accounts.find((account) => account.accountId === accountId);
  const groupNames = [...plan.groups.keys()];
  const groupAt = new Map(groupNames.map((name, at) => [name, at]));
  const PermissionSets: PlannedSet[] = [];
  const Users: PlannedUser[] = [];
  const proofs = new Map<string, { at: number; proof: MigrationProof }>();
  for (const { users, set, group } of plan.classes) {
    const { managedPolicies, customerPolicies, inlinePolicy, boundary } = users.policies;
    const at = PermissionSets.length;
    PermissionSets.push({
      State: set.state,
      Name: set.name,
      Description: migratedDescription(accountId),
      ...(set.row && { PermissionSetArn: permissionSetArn(partition, { instanceId: instance.id, id: set.row.id }) }),
      ManagedPolicies: managedPolicies.map((arn) => shownPolicyArn(partition, arn)),
      CustomerPolicies: customerPolicies,
      InlinePolicy: inlinePolicy,
      Boundary:
        boundary && 'ManagedPolicyArn' in boundary
          ? { ManagedPolicyArn: shownPolicyArn(partition, boundary.ManagedPolicyArn) }
          : boundary,
      Users: users.users.length,
    });
    for (const user of users.users) {
      await giveWay();
      const person = plan.people.get(user.arn)?.planned;
      if (!person || only?.has(user.arn) === false) continue;
      const diff = plan.proofs.get(user.arn);
      const joins = [...(user.groups ?? [])].sort().filter((name) => plan.groups.get(name)?.leftOut === false);
      const by = group === null ? undefined : groupAt.get(group.name);
      const blocked = users.blocked ?? problemOf(person);
      const causes = diff && own && diff.verdict !== 'equal' ? causesOf(user, own, diff.resources) : [];
      const Proof = diff && proofAt(proofs, toProof(diff, causes));
      Users.push({
        UserName: user.name,
        Arn: user.arn,
        Person: person,
        Set: at,
        Groups: joins.flatMap((name) => groupAt.get(name) ?? []),
        ...(by !== undefined && { AssignedBy: by }),
        ...(blocked !== null && { Blocked: blocked }),
        ...(Proof !== undefined && { Proof }),
        Done: plan.done.has(user.arn),
      });
    }
  }
  const Groups = [...plan.groups.values()].map(
    ({ name, id, leftOut }): PlannedGroup => ({ Name: name, ...(id !== null && { GroupId: id }), LeftOut: leftOut }),
  );
  return { Users, PermissionSets, Groups, Proofs: [...proofs.values()].map(({ proof }) => proof) };
}

function toProof({ verdict, reason, differences }: ReplacementDiff, Causes: Cause[]): MigrationProof {
  return {
    Verdict: verdict,
    ...(reason && { Reason: reason }),
    Differences: shownDifferences(differences, MOST_DIFFERENCES),
    More: Math.max(0, differences.length - MOST_DIFFERENCES),
    Causes,
  };
}

/** Returns the place of a proof in the list. Users with the same result share one. */
function proofAt(proofs: Map<string, { at: number; proof: MigrationProof }>, proof: MigrationProof): number {
  const key = JSON.stringify(proof);
  const known = proofs.get(key) ?? { at: proofs.size, proof };
  proofs.set(key, known);
  return known.at;
}

/** AWS reserves these names. Source: IAM Identity Center User Guide, "Add users". */
const RESERVED_NAMES: ReadonlySet<string> = new Set(['administrator', 'awsadministrators']);

function problemOf({ UserId, UserName, Disabled }: PlannedPerson): string | null {
  if (Disabled) return `The person ${UserName} is disabled. Enable the person first.`;
  if (UserId === undefined && RESERVED_NAMES.has(UserName.toLowerCase()))
    return `IAM Identity Center reserves the user name ${UserName}. Add a person with the user’s email address, and tag the user with it.`;
  return null;
}

/**
 * Lists the credentials of users in an account, which a migration leaves behind: passwords, access keys, MFA devices, SSH keys,
 * certificates and credentials of services, with their last use.
 */
export const ListOldCredentials = defineOperation({
  service: 'gatehouse',
  name: 'ListOldCredentials',
  access: 'List',
  input: ListOldCredentialsInput,
  target: ({ AccountId }, scope) => findMigratedAccount(scope, AccountId),
  checks: ({ AccountId }, _scope, found) =>
    readingChecks(found, AccountId, [
      'iam:ListUsers',
      'iam:ListAccessKeys',
      'iam:GenerateCredentialReport',
      'iam:GetCredentialReport',
    ]),
  run: async ({ UserNames }, scope, found) => {
    const { id } = requireMigratedAccount(scope, found);
    return { Credentials: await readCredentials(scope.db, scope.partition, id, UserNames) };
  },
});
