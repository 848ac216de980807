import {
  type OrganizationLevel,
  type PreparedPolicy,
  type Principal,
  principalContext,
  type RequestContext,
} from '@gatehouse/policy/evaluate';
import { standingContext } from '../../core/authorization/context';
import { invalidInput, noSuchEntity } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { isOneOf, keysOf } from '../../core/text/lists';
import { callerOfUser, loadCaller, sessionPrincipal } from '../callers';
import { type EntityRow, type EntityType, entityArn, entityCheck, findEntity } from '../entity';

/** The subject of a simulation: an entity of the caller's account with all of its policies. */
export type PolicySource = {
  type: EntityType;
  entity: EntityRow;
  identity: readonly PreparedPolicy[];
  boundary?: PreparedPolicy;
  scp?: readonly OrganizationLevel<PreparedPolicy>[];
  managementAccount: boolean;
  /** Absent for a group, which never makes calls. */
  principal?: Principal;
  context: RequestContext;
};

const SESSION = 'simulation';
const ENTITY_ARN = /^arn:([a-z-]+):iam::(\d{12}):(user|group|role)\/(?:.+\/)?([^/]+)$/;
const TYPES = { user: 'User', group: 'Group', role: 'Role' } as const;

type NamedEntity = { type: EntityType; accountId: string; name: string };

/**
 * Parses the ARN of a user, group or role.
 * @throws AwsError InvalidInput
 */
function requireEntityArn(scope: Pick<Scope, 'partition'>, arn: string, member: string): NamedEntity {
  const [, partition, accountId, type, name] = ENTITY_ARN.exec(arn) ?? [];
  if (partition !== scope.partition || accountId === undefined || name === undefined || !isOneOf(keysOf(TYPES), type))
    throw invalidInput(`Invalid ${member}: ${arn}`);
  return { type: TYPES[type], accountId, name };
}

export type NamedSource = { named: NamedEntity; row: EntityRow | null };

/** Returns the entity of an ARN. Entities of other accounts are never found. */
export async function findSource(scope: Scope, arn: string): Promise<NamedSource> {
  const named = requireEntityArn(scope, arn, 'PolicySourceArn');
  const row = named.accountId === scope.accountId ? await findEntity(scope, named.type, named.name) : null;
  return { named, row: row && entityArn(scope, named.type, row) === arn ? row : null };
}

export async function sourceCheck(action: string, scope: Scope, arn: string, { named, row }: NamedSource): Promise<Check[]> {
  const checks = await entityCheck(action, scope, named.type, row, named.name);
  const foreign = named.accountId === scope.accountId ? {} : { resourceAccount: named.accountId };
  return checks.map((check) => ({ ...check, resource: arn, ...foreign }));
}

/**
 * Returns an existing source with its policies.
 * @throws AwsError NoSuchEntity
 */
export async function loadSource(scope: Scope, arn: string, { named, row }: NamedSource): Promise<PolicySource> {
  if (!row) throw noSuchEntity(`The ${named.type.toLowerCase()} with ARN ${arn} cannot be found.`);
  const { caller, policies } = await loadCaller(scope, named.type, row, SESSION);
  const isGroup = named.type === 'Group';
  return {
    type: named.type,
    entity: row,
    identity: policies.policies.identity,
    boundary: policies.policies.boundary,
    scp: policies.policies.scp,
    managementAccount: policies.policies.principalInManagementAccount ?? false,
    ...(isGroup ? {} : { principal: caller.principal }),
    context: { ...(isGroup ? {} : principalContext(caller.principal)), ...standingContext(policies) },
  };
}

/** Returns the entity as a caller: a role as a session, anything else as a user. */
function principalOf({ partition }: Pick<Scope, 'partition'>, type: EntityType, row: EntityRow): Principal {
  return type === 'Role' ? sessionPrincipal(partition, row, SESSION) : callerOfUser(partition, row).principal;
}

/**
 * Returns the principal of a CallerArn, which need not exist. One of the caller's account has its unique id; others are known
 * only by ARN.
 * @throws AwsError InvalidInput
 */
export async function callerOf(scope: Scope, arn: string): Promise<Principal> {
  const named = requireEntityArn(scope, arn, 'CallerArn');
  const row = named.accountId === scope.accountId ? await findEntity(scope, named.type, named.name) : null;
  if (row && entityArn(scope, named.type, row) === arn) return principalOf(scope, named.type, row);
  const path = arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
  return principalOf(scope, named.type, { id: '', accountId: named.accountId, name: named.name, path });
}

/** Returns the principal of a simulation without a caller. */
export function nobody(scope: Pick<Scope, 'accountId' | 'partition'>): Principal {
  const arn = `arn:${scope.partition}:iam::${scope.accountId}:user/`;
  return { type: 'User', accountId: scope.accountId, arn, userId: '', userName: '' };
}
