import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { z } from 'zod';
import { administersService } from '../account/service-administration';
import { partitionOfArn } from '../core/arns';
import { accessDenied } from '../core/authorization/position-denied';
import type { AccessLevel, Check, Operation, Scope } from '../core/operation';
import { readTags } from '../core/tags';
import { invalid } from './errors';
import { type InstanceRow, instanceIdOf, isOrganizationInstance } from './instance/rows';
import { SERVICE_PRINCIPAL } from './service-principal';

/** The environment of a call about an instance. */
export type InstanceScope = Scope & { instance: InstanceRow };

/**
 * The accounts that may make a call about the instance of an organization, as AWS documents for each. Only its owner may make a call
 * about an account instance.
 * - `owner`: the management account
 * - `administrator`: also the delegated administrator of IAM Identity Center
 * - `member`: every account of the organization
 */
export type InstanceCallers = 'owner' | 'administrator' | 'member';

/** An authorization check of the operation's own action, unless it names another. */
export type Question = Omit<Check, 'action'> & { action?: string };

type Definition<S extends z.ZodType, Output, Target> = {
  name: string;
  access: AccessLevel;
  callers: InstanceCallers | ((input: z.output<S>) => InstanceCallers);
  /** Account instances have the operation as well. They have no permission sets, and so nothing that is about accounts. */
  ofAccountInstances?: true;
  /** The operation is on no resource. */
  onEverything?: true;
  input: S;
  /** Returns the ARN that names the instance, if that is another member than InstanceArn. It is the resource of the first check. */
  arnOf?: (input: z.output<S>) => string;
  /** The condition keys of every check. */
  context?: (input: z.output<S>) => RequestContext;
  /** Reads the object of the call. It runs only if the caller's account may make the call. */
  target?: (input: z.output<S>, scope: InstanceScope) => Promise<Target>;
  /**
   * Returns the checks beside the one of the instance. `scope` is null for a caller who may not know whether the resources exist.
   */
  checks?: (
    input: z.output<S>,
    scope: InstanceScope | null,
    target: Target | undefined,
    caller: Pick<Scope, 'accountId' | 'partition'>,
  ) => readonly Question[] | Promise<readonly Question[]>;
  run: (input: z.output<S>, scope: InstanceScope, target: Target) => Promise<Output>;
};

type Found<Target> = { instance: InstanceRow; target: Target };

/** The members that name an instance, or something in it. */
type Naming = {
  InstanceArn?: string | undefined;
  ApplicationArn?: string | undefined;
  TrustedTokenIssuerArn?: string | undefined;
};

/**
 * Defines an operation about one instance. Policies are evaluated first. Then AWS's rule on the accounts that may call decides, and a
 * caller who may not call cannot learn whether the instance exists.
 */
export function instanceOperation<S extends z.ZodType<Naming>, Output, Target = undefined>(
  definition: Definition<S, Output, Target>,
): Operation<S, Found<Target> | null, Output> {
  const action = `sso:${definition.name}`;
  const arnOf = definition.arnOf ?? (({ InstanceArn = '' }: z.output<S>) => InstanceArn);
  const callersOf = ({ callers }: typeof definition, input: z.output<S>) =>
    typeof callers === 'function' ? callers(input) : callers;
  return {
    service: 'sso',
    name: definition.name,
    access: definition.access,
    turn: 'organization',
    input: definition.input,
    target: async (input, scope) => {
      const instance = await findUsableInstance(scope, arnOf(input), callersOf(definition, input));
      if (!instance) return null;
      return { instance, target: (await definition.target?.(input, { ...scope, instance })) as Target };
    },
    checks: async (input, scope, found) => {
      const inside = found && { ...scope, instance: found.instance };
      const asked = (await definition.checks?.(input, inside, found?.target, scope)) ?? [];
      const first = definition.onEverything
        ? { resource: '*' }
        : { resource: arnOf(input), resourceTags: inside ? await readTags(scope.db, lastPartOf(arnOf(input))) : [] };
      const context = { ...definition.context?.(input), ...(inside && { 'sso:PrimaryRegion': inside.instance.region }) };
      return [first, ...asked].map((question) => ({ action, context, ...question }));
    },
    run: async (input, scope, found) => {
      if (!found) throw accessDenied(scope, action, arnOf(input));
      // AWS's text is not confirmed.
      if (!definition.ofAccountInstances && !isOrganizationInstance(found.instance))
        throw invalid('The operation is not supported for this Identity Center instance.', 'InstanceArn');
      return definition.run(input, { ...scope, instance: found.instance }, found.target);
    },
  };
}

/** Returns the ARN by which policies name an account in calls about an instance. No answer has it. */
export function accountArn({ InstanceArn }: { InstanceArn: string }, id: string): string {
  return `arn:${partitionOfArn(InstanceArn)}:sso:::account/${id}`;
}

/** Returns the id at the end of an ARN of an instance or of something in it, by which its tags are stored. */
export function lastPartOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * Returns the instance with an ARN in its home Region, if the caller's account may make calls about it. Null says nothing about whether
 * the instance exists.
 */
export async function findUsableInstance(scope: Scope, arn: string, callers: InstanceCallers): Promise<InstanceRow | null> {
  const { db, call, account, accountId } = scope;
  const instance = await db.identityCenterInstance.findUnique({ where: { id: instanceIdOf(arn) } });
  if (!instance || instance.region !== call.region) return null;
  if (instance.accountId === accountId) return instance;
  if (callers === 'owner' || instance.ownerId !== account.organization?.id) return null;
  return callers === 'member' || (await mayAdminister(scope, instance)) ? instance : null;
}

/** Returns whether the caller's account owns an instance or administers it for its organization. */
export async function mayAdminister({ db, account, accountId }: Scope, instance: InstanceRow): Promise<boolean> {
  if (instance.accountId === accountId) return true;
  return instance.ownerId === account.organization?.id && (await administersService(db, account, SERVICE_PRINCIPAL));
}
