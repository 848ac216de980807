import type { z } from 'zod';
import type { AccountFacts } from '../core/account-facts';
import { organizationsArn } from '../core/arns';
import { authorizeChecks, callerMay } from '../core/authorization/authorize';
import type { AccessLevel, AnyOperation, Check, Operation, Scope } from '../core/operation';
import { constraintViolation, organizationsError } from './errors';

export type OrganizationFacts = NonNullable<AccountFacts['organization']>;

/** The scope of an operation inside an organization. */
export type OrganizationScope = Scope & { organization: OrganizationFacts };

/**
 * The accounts of an organization that may call an operation, as AWS documents for each:
 * - `managementAccount`: nobody else
 * - `reader`: also delegated administrators of any service, and members with the action in the delegation policy
 * - `policyDelegate`: also members with the action in the delegation policy
 * - `member`: every account
 */
export type Callers = 'managementAccount' | 'reader' | 'policyDelegate' | 'member';

/** An authorization check of the operation's own action, unless it names another. */
type Question = Omit<Check, 'action'> & { action?: string };

type Definition<S extends z.ZodType, Output, Target> = {
  name: string;
  access: AccessLevel;
  callers: Callers;
  /** Says whether a call is about the caller's own account only. Every account may make such a call. */
  isOfOwnAccount?: (input: z.output<S>, scope: OrganizationScope) => boolean;
  input: S;
  target?: (input: z.output<S>, scope: OrganizationScope) => Promise<Target>;
  /** The default is one check without a specific resource. */
  checks?: (input: z.output<S>, scope: OrganizationScope, target: Target) => readonly Question[] | Promise<readonly Question[]>;
  run: (input: z.output<S>, scope: OrganizationScope, target: Target) => Promise<Output>;
  /** Returns the accounts whose own facts a write changes. The organization's revision changes with every write. */
  touchesAccounts?: (input: z.output<S>, scope: OrganizationScope, target: Target) => readonly string[];
};

export type OrganizationsOperation<S extends z.ZodType, Target, Output> = Operation<S, { found: Target } | null, Output> & {
  callers: Callers;
  /** True if every account may make the calls about itself. */
  ofOwnAccount: boolean;
};

/**
 * Defines an operation for accounts in an organization. It adds AWS's rule on which accounts may call: policies are evaluated
 * first, then the rule.
 */
export function organizationsOperation<S extends z.ZodType, Output, Target = undefined>(
  definition: Definition<S, Output, Target>,
): OrganizationsOperation<S, Target, Output> {
  const action = `organizations:${definition.name}`;
  const questions = async (input: z.output<S>, scope: OrganizationScope, target: Target): Promise<Check[]> => {
    const asked = definition.checks ? await definition.checks(input, scope, target) : [{ resource: '*' }];
    return asked.map((question) => ({ action, ...question }));
  };
  return {
    service: 'organizations',
    name: definition.name,
    access: definition.access,
    callers: definition.callers,
    ofOwnAccount: definition.isOfOwnAccount !== undefined,
    turn: 'organization',
    input: definition.input,
    target: async (input, scope) => {
      const inside = inOrganization(scope);
      return inside ? { found: (await definition.target?.(input, inside)) as Target } : null;
    },
    checks: (input, scope, target) => {
      const inside = inOrganization(scope);
      return inside && target ? questions(input, inside, target.found) : [{ action, resource: '*' }];
    },
    run: async (input, scope, target) => {
      const inside = inOrganization(scope);
      if (!inside || !target) throw organizationsError('AWSOrganizationsNotInUseException');
      const { callers, isOfOwnAccount } = definition;
      await requireCaller(isOfOwnAccount?.(input, inside) ? 'member' : callers, inside, () =>
        questions(input, inside, target.found),
      );
      return definition.run(input, inside, target.found);
    },
    touches: (input, scope, target) => {
      const inside = inOrganization(scope);
      if (!inside || !target) return {};
      return { organizationIds: [inside.organization.id], accountIds: definition.touchesAccounts?.(input, inside, target.found) };
    },
  };
}

export function inOrganization(scope: Scope): OrganizationScope | null {
  const { organization } = scope.account;
  return organization ? { ...scope, organization } : null;
}

/**
 * Refuses an organization without all features.
 * @throws AwsError ConstraintViolation
 */
export function requireAllFeatures(organization: Pick<OrganizationFacts, 'featureSet'>): void {
  if (organization.featureSet !== 'ALL') throw constraintViolation('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE');
}

/**
 * Refuses accounts that may not call, whatever their policies say.
 * @throws AwsError AccessDenied with the service's own message
 */
async function requireCaller(callers: Callers, scope: OrganizationScope, checks: () => Promise<Check[]>): Promise<void> {
  if (!(await isCaller(callers, scope, checks))) throw organizationsError('AccessDeniedException');
}

/** Returns whether the caller's account may make calls with the checks, whatever its policies say. */
export async function isCaller(callers: Callers, scope: OrganizationScope, checks: () => Promise<Check[]>): Promise<boolean> {
  if (callers === 'member' || scope.organization.managementAccountId === scope.accountId) return true;
  if (callers === 'reader' && (await isDelegatedAdministrator(scope))) return true;
  return callers !== 'managementAccount' && (await isGrantedByDelegationPolicy(scope, await checks()));
}

/** Returns whether the caller may also make reads with these checks, for answers whose parts each need their own permission. */
export async function mayRead(scope: OrganizationScope, checks: readonly Check[]): Promise<boolean> {
  const may = await callerMay(scope);
  for (const check of checks) if (!(await may(check))) return false;
  return isCaller('reader', scope, async () => [...checks]);
}

/** Returns whether the account is a delegated administrator of any service. */
export async function isDelegatedAdministrator({ db, organization, accountId }: OrganizationScope): Promise<boolean> {
  return (await db.delegatedAdministrator.count({ where: { organizationId: organization.id, accountId } })) > 0;
}

/**
 * Returns whether the delegation policy grants the checks. It is the organization's resource policy; a member also needs its own
 * Allow.
 */
async function isGrantedByDelegationPolicy(scope: OrganizationScope, checks: readonly Check[]): Promise<boolean> {
  const { db, organization, partition } = scope;
  const policy = await db.organizationResourcePolicy.findUnique({ where: { organizationId: organization.id } });
  if (!policy) return false;
  const resourceArn = organizationsArn(partition, organization.managementAccountId, 'resourcepolicy', organization.id, policy.id);
  const resourceAccount = organization.managementAccountId;
  const asked = checks.map((check) => ({ ...check, resourceAccount, resourcePolicy: { resourceArn, document: policy.content } }));
  return !(await authorizeChecks(scope, asked)).stopped;
}

/** Returns whether every account may make the operation's calls about itself. */
export function isForOwnAccount(operation: AnyOperation): boolean {
  return 'ofOwnAccount' in operation && operation.ofOwnAccount === true;
}

/** Returns the accounts that may call an operation; undefined for operations available outside organizations. */
export function callersOf(operation: AnyOperation): Callers | undefined {
  return 'callers' in operation ? (operation.callers as Callers) : undefined;
}
