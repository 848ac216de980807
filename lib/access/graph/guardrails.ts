import type { AccessAccount, AccessModel, AccessPrincipal, AccessResource } from '@gatehouse/policy/analyze';
import { giveWay } from '../../core/work/bulk';
import { keptResourceOf } from '../../resources/resources';

/** The two types of organization policies that limit access. */
type GuardrailType = 'scp' | 'rcp';

/** An SCP or RCP above accounts of the graph. It limits access and grants none. */
export type AccessGraphGuardrail = {
  Type: GuardrailType;
  Policy: string;
  Arn?: string;
  /** The name of the root, OU or account at which it is attached. */
  At: string;
  /** Indexes into the accounts. */
  Accounts: number[];
};

const OF_AWS = ':organizations::aws:';

/** Returns the SCPs and RCPs above accounts, those at the root first. AWS's own policies, which allow everything, are left out. */
export async function guardrailsOver(model: AccessModel, accounts: readonly { Id: string }[]): Promise<AccessGraphGuardrail[]> {
  const byId = new Map(model.accounts.map((account) => [account.accountId, account]));
  const found = new Map<string, AccessGraphGuardrail>();
  for (const [index, { Id }] of accounts.entries()) {
    const account = byId.get(Id);
    for (const Type of ['scp', 'rcp'] as const) {
      for (const { id, name: At, policies } of (account && levelsOver(account, Type)) ?? []) {
        for (const { ref } of policies) {
          if (ref.arn?.includes(OF_AWS)) continue;
          const key = JSON.stringify([Type, id, ref.id]);
          const known = found.get(key) ?? {
            Type,
            Policy: ref.name,
            ...(ref.arn !== undefined && { Arn: ref.arn }),
            At,
            Accounts: [],
          };
          known.Accounts.push(index);
          found.set(key, known);
        }
      }
    }
    await giveWay();
  }
  return [...found.values()];
}

/** Neither type applies to a management account. */
function levelsOver(account: AccessAccount, type: GuardrailType): AccessAccount[GuardrailType] {
  return account.management ? undefined : account[type];
}

/** Returns the types of policies that limit the given users, roles, root users and resources, by id. */
export async function limitsOfNodes(
  model: AccessModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly GuardrailType[]>> {
  const sought = new Set(ids);
  const limits = new Map<string, readonly GuardrailType[]>();
  for (const account of model.accounts) {
    await giveWay();
    const types = (['scp', 'rcp'] as const).filter((type) => hasLimits(levelsOver(account, type)));
    if (types.length === 0) continue;
    for (const principal of account.principals)
      if (sought.has(principal.arn)) limits.set(principal.arn, limitsOfPrincipal(principal, types));
    for (const resource of account.resources ?? [])
      if (sought.has(resource.arn) && isUnderRcps(resource, model))
        limits.set(
          resource.arn,
          types.filter((type) => type === 'rcp'),
        );
  }
  return limits;
}

function hasLimits(levels: AccessAccount[GuardrailType]): boolean {
  return (levels ?? []).some(({ policies }) => policies.some(({ ref }) => !ref.arn?.includes(OF_AWS)));
}

/** Service-linked roles are exempt. RCPs limit who can assume a role. */
function limitsOfPrincipal({ principal, trust }: AccessPrincipal, types: readonly GuardrailType[]): readonly GuardrailType[] {
  if (principal.type === 'AssumedRole' && principal.serviceLinked) return [];
  return trust ? types : types.filter((type) => type === 'scp');
}

/** RCPs apply to some services. */
function isUnderRcps(resource: AccessResource, { rcpServices = [] }: AccessModel): boolean {
  const service = keptResourceOf(resource)?.kind.service;
  return service !== undefined && rcpServices.includes(service);
}
