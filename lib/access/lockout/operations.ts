import { type AccessModel, trustedEntities, whoCanSteps } from '@gatehouse/policy/analyze';
import { documentOf } from '../../core/authorization/prepared-policies';
import { defineOperation, type Scope } from '../../core/operation';
import { takeInTurns } from '../../core/work/bulk';
import { readAdministratorRows } from '../../iam/account/rows';
import { roleArn } from '../../iam/role/rows';
import { userArn } from '../../iam/user/rows';
import { reachChecks, visibleAnswers } from '../many-principals';
import { loadAccessModel } from '../model/access-model';
import { explainAccess } from '../operations';
import { parseSubject } from '../subject-arn';
import { GetLockoutInput } from './schema';

type Named = { Arn: string; Kind: 'User' | 'Role'; Name: string };
/** `CanEnter` means that a user has a password or an active access key, or that a role trusts a principal other than a service. */
export type Able = Named & { CanEnter: boolean };
/** A principal whose policies allow everything, but who still cannot change permissions. */
export type LockedOut = Named & {
  /** AWS's message of the denial. */
  Message: string;
  /** The changes that end the lockout, in the order to make them. */
  Fixes: string[];
};
export type Lockout = {
  /** Only the root user can change the permissions of users and roles. */
  OnlyRoot: boolean;
  Able: { Count: number; First: Able[] };
  Locked: { Count: number; First: LockedOut[] };
};

/** The most principals listed, because each is explained separately. */
const MOST_SHOWN = 20;

/**
 * The actions of an IAM administrator: giving permissions to a user or role. The resource is a wildcard, because the locked-out principals
 * are not known yet.
 */
const RESTORING = [
  { action: 'iam:PutUserPolicy', type: 'user' },
  { action: 'iam:PutRolePolicy', type: 'role' },
] as const;

/**
 * Returns who can change permissions in the account, and who could without the policy that locks them out. The root user reads it before it
 * restores permissions. Source: IAM User Guide, "Tasks that require root user credentials" (Restore IAM user permissions).
 */
export const GetLockout = defineOperation({
  service: 'iam',
  name: 'GetLockout',
  access: 'Read',
  input: GetLockoutInput,
  checks: () => reachChecks('account', '*'),
  run: async (_input, scope): Promise<Lockout> => {
    const model = await loadAccessModel(scope, 'account');
    const able = await ableArns(model, scope);
    const entering = await toAble([...able], model, scope);
    const told = await visibleAnswers(scope, entering, ({ Arn }) => [Arn]);
    const locked = (await administratorArns(scope)).filter((arn) => !able.has(arn));
    const shown = await visibleAnswers(scope, locked, (arn) => [arn]);
    const First: LockedOut[] = [];
    for (const arn of shown.slice(0, MOST_SHOWN)) First.push(await explainLocked(arn, scope));
    return {
      // Counts all principals, hidden ones included: that others exist does not reveal who they are.
      OnlyRoot: !entering.some(({ CanEnter }) => CanEnter),
      Able: { Count: told.length, First: told.slice(0, MOST_SHOWN) },
      Locked: { Count: shown.length, First },
    };
  },
});

async function administratorArns(scope: Scope): Promise<string[]> {
  const { users, roles } = await readAdministratorRows(scope);
  const { partition } = scope;
  return [...users.map((user) => userArn(partition, user)), ...roles.map((role) => roleArn(partition, role))];
}

async function ableArns(model: AccessModel, { partition, accountId }: Scope): Promise<Set<string>> {
  const able = new Set<string>();
  for (const { action, type } of RESTORING) {
    const { principals } = await takeInTurns(whoCanSteps(model, action, `arn:${partition}:iam::${accountId}:${type}/*`));
    for (const { arn, direct } of principals) if (direct !== 'never') able.add(arn);
  }
  return able;
}

async function toAble(arns: readonly string[], model: AccessModel, { db, accountId }: Scope): Promise<Able[]> {
  const users = await db.user.findMany({
    where: { accountId, OR: [{ loginProfile: { isNot: null } }, { accessKeys: { some: { status: 'Active' } } }] },
    select: { name: true },
  });
  const entering = new Set(users.map(({ name }) => name));
  const trusts = new Map(model.accounts.flatMap(({ principals }) => principals.map(({ arn, trust }) => [arn, trust] as const)));
  return arns.flatMap((arn): Able[] => {
    const named = toNamed(arn);
    if (!named) return [];
    const trust = trusts.get(arn);
    const CanEnter =
      named.Kind === 'User'
        ? entering.has(named.Name)
        : trust !== undefined && trustedEntities(documentOf(trust)).some(({ kind }) => kind !== 'service');
    return [{ ...named, CanEnter }];
  });
}

function toNamed(arn: string): Named | null {
  const subject = parseSubject(arn);
  return subject?.kind === 'User' || subject?.kind === 'Role' ? { Arn: arn, Kind: subject.kind, Name: subject.name } : null;
}

async function explainLocked(arn: string, scope: Scope): Promise<LockedOut> {
  const [{ action, type }] = RESTORING;
  const Resource = `arn:${scope.partition}:iam::${scope.accountId}:${type}/*`;
  const { explanation, fixes } = await explainAccess({ PrincipalArn: arn, Action: action, Resource }, scope);
  const named = toNamed(arn) ?? { Arn: arn, Kind: 'User' as const, Name: arn };
  return { ...named, Message: explanation.message ?? '', Fixes: fixes.map(({ sentence }) => sentence) };
}
