import type { z } from 'zod';
import { administersService } from '../account/service-administration';
import { accessDenied } from '../core/authorization/position-denied';
import type { AccessLevel, Operation, Scope } from '../core/operation';
import { type IdentityStoreRow, identityStoreArn, storeResourceArn } from './rows';

/** The service principal by which Organizations knows IAM Identity Center. */
const SERVICE_PRINCIPAL = 'sso.amazonaws.com';

/** The environment of a call about an identity store. */
export type StoreScope = Scope & { store: IdentityStoreRow };

/** The resources of a call beside the store, each as its kind and id. The id `*` stands for all of the kind. */
export type StoreResources = Readonly<Partial<Record<'user' | 'group' | 'membership', string>>>;

type Definition<S extends z.ZodType, Output, Target, Prepared> = {
  /** The service and prefix of its action. */
  service: 'identitystore' | 'sso-directory' | 'identitystore-auth';
  name: string;
  access: AccessLevel;
  /** The action of AWS that it takes, where it has another name. */
  takes?: string;
  /** True for a read that prepares writes: only accounts that may write can call it. */
  forWriters?: true;
  input: S;
  /** Reads the object of the call. It runs only if the caller's account may make the call. */
  target?: (input: z.output<S>, scope: StoreScope) => Promise<Target>;
  /** Returns the resources that the caller needs the action on, beside the store. */
  resources?: (input: z.output<S>, target: Target | undefined) => StoreResources;
  prepare?: (input: z.output<S>, scope: StoreScope, target: Target) => Promise<Prepared>;
  run: (input: z.output<S>, scope: StoreScope, target: Target, prepared: Prepared) => Promise<Output>;
};

type Found<Target> = { store: IdentityStoreRow; target: Target };

/**
 * Defines an operation about one identity store. Policies are evaluated first. Then AWS's rule on the accounts that may call decides: all
 * accounts of the organization read, the management account and the delegated administrator write. A caller who may not call cannot learn
 * whether the store exists. Source: IAM Identity Center User Guide, "Delegated administrator".
 */
export function storeOperation<
  S extends z.ZodType<{ IdentityStoreId: string }>,
  Output,
  Target = undefined,
  Prepared = undefined,
>(definition: Definition<S, Output, Target, Prepared>): Operation<S, Found<Target> | null, Output, Prepared> {
  const { service, name, access, takes = name, forWriters = false, input, target, resources, prepare, run } = definition;
  const action = `${service}:${takes}`;
  const isRead = !forWriters && (access === 'Read' || access === 'List');
  const denied = (scope: Scope, id: string) =>
    accessDenied(scope, action, identityStoreArn(scope.partition, scope.accountId, id));
  return {
    service,
    name,
    access,
    turn: 'organization',
    input,
    target: async (given, scope) => {
      const store = await findUsableStore(scope, given.IdentityStoreId, isRead);
      if (!store) return null;
      return { store, target: (await target?.(given, { ...scope, store })) as Target };
    },
    checks: (given, { partition, accountId }, found) => {
      // A store that the caller may not know counts as one of its own account, so that a denial says nothing about it.
      const store = identityStoreArn(partition, found?.store.accountId ?? accountId, given.IdentityStoreId);
      const others = Object.entries(resources?.(given, found?.target) ?? {}) as ['user' | 'group' | 'membership', string][];
      const arns = others.map(([kind, id]) => storeResourceArn(partition, kind, id));
      const context = found && { 'identitystore:PrimaryRegion': found.store.region };
      // The actions of the console are on no resource.
      if (service !== 'identitystore') return [{ action, resource: '*' }];
      return [store, ...arns].map((resource) => ({ action, resource, ...(context && { context }) }));
    },
    ...(prepare && {
      prepare: async (given: z.output<S>, scope: Scope, found: Found<Target> | null) => {
        if (!found) throw denied(scope, given.IdentityStoreId);
        return prepare(given, { ...scope, store: found.store }, found.target);
      },
    }),
    run: async (given, scope, found, prepared) => {
      if (!found) throw denied(scope, given.IdentityStoreId);
      return run(given, { ...scope, store: found.store }, found.target, prepared);
    },
  };
}

/**
 * Returns the store in its home Region, if the caller's account may make calls about it. Null says nothing about whether the store exists.
 */
async function findUsableStore(scope: Scope, id: string, isRead: boolean): Promise<IdentityStoreRow | null> {
  const { db, call, account, accountId } = scope;
  const store = await db.identityStore.findUnique({ where: { id } });
  if (!store || store.region !== call.region) return null;
  if (store.accountId === accountId) return store;
  if (store.ownerId !== account.organization?.id) return null;
  return isRead || (await administersService(db, account, SERVICE_PRINCIPAL)) ? store : null;
}
