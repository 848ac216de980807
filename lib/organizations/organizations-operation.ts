import type { z } from 'zod';
import type { AccountFacts } from '../core/account-facts';
import { organizationsArn } from '../core/arns';
import { authorizeChecks } from '../core/authorize';
import type { AccessLevel, AnyOperation, Check, Operation, Scope } from '../core/operation';
import { constraintViolation, organizationsError } from './errors';

export type OrganizationFacts = NonNullable<AccountFacts['organization']>;

/** What an operation inside an organization runs with. */
export type OrganizationScope = Scope & { organization: OrganizationFacts };

/**
 * Which accounts of an organization may call. AWS documents it with every operation.
 * - `managementAccount`: nobody else
 * - `reader`: also delegated administrators of any service, and members whom the delegation policy grants the action
 * - `policyDelegate`: also members whom the delegation policy grants the action
 * - `member`: every account
 */
export type Callers = 'managementAccount' | 'reader' | 'policyDelegate' | 'member';

/** A question about the call itself, unless it names another action. */
type Question = Omit<Check, 'action'> & { action?: string };

type Definition<S extends z.ZodType, Output, Target> = {
  name: string;
  access: AccessLevel;
  callers: Callers;
  input: S;
  target?: (input: z.output<S>, scope: OrganizationScope) => Promise<Target>;
  /** Default: one question about no resource in particular. */
  checks?: (input: z.output<S>, scope: OrganizationScope, target: Target) => readonly Question[] | Promise<readonly Question[]>;
  run: (input: z.output<S>, scope: OrganizationScope, target: Target) => Promise<Output>;
  /** Accounts whose own facts a write changes. The organization's revision moves with every write. */
  touchesAccounts?: (input: z.output<S>, scope: OrganizationScope, target: Target) => readonly string[];
};

export type OrganizationsOperation<S extends z.ZodType, Target, Output> = Operation<S, { found: Target } | null, Output> & {
  callers: Callers;
};

/**
 * An operation of an account that is in an organization. Adds AWS's rule on who may call, which holds besides the policies:
 * policies are asked first, then the caller's place.
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
      await requireCaller(definition.callers, inside, () => questions(input, inside, target.found));
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

/** @throws AwsError ConstraintViolation while the organization only consolidates bills */
export function requireAllFeatures(organization: Pick<OrganizationFacts, 'featureSet'>): void {
  if (organization.featureSet !== 'ALL') throw constraintViolation('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE');
}

/** @throws AwsError AccessDenied in the service's own words: the account is in the wrong place, whatever its policies say */
async function requireCaller(callers: Callers, scope: OrganizationScope, checks: () => Promise<Check[]>): Promise<void> {
  if (callers === 'member' || scope.organization.managementAccountId === scope.accountId) return;
  if (callers === 'reader' && (await isDelegatedAdministrator(scope))) return;
  if (callers !== 'managementAccount' && (await isGrantedByDelegationPolicy(scope, await checks()))) return;
  throw organizationsError('AccessDeniedException');
}

/** Whether the account administers some service for the organization. */
export async function isDelegatedAdministrator({ db, organization, accountId }: OrganizationScope): Promise<boolean> {
  return (await db.delegatedAdministrator.count({ where: { organizationId: organization.id, accountId } })) > 0;
}

/** AWS: the delegation policy is the resource policy of the organization; a member needs its Allow and its own. */
async function isGrantedByDelegationPolicy(scope: OrganizationScope, checks: readonly Check[]): Promise<boolean> {
  const { db, organization, partition } = scope;
  const policy = await db.organizationResourcePolicy.findUnique({ where: { organizationId: organization.id } });
  if (!policy) return false;
  const resourceArn = organizationsArn(partition, organization.managementAccountId, 'resourcepolicy', organization.id, policy.id);
  const resourceAccount = organization.managementAccountId;
  const asked = checks.map((check) => ({ ...check, resourceAccount, resourcePolicy: { resourceArn, document: policy.content } }));
  return !(await authorizeChecks(scope, asked)).stopped;
}

/** The callers that an operation of this service admits; undefined for operations that accounts outside organizations may call. */
export function callersOf(operation: AnyOperation): Callers | undefined {
  return 'callers' in operation ? (operation.callers as Callers) : undefined;
}
