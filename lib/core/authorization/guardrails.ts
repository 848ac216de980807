import type { OrganizationLevel, PolicyType, PreparedPolicy } from '@gatehouse/policy/evaluate';
import type { Transaction } from '../../db/client';
import type { AccountFacts } from '../account-facts';
import { organizationPolicyArn } from '../arns';
import { BoundedMap } from '../cache/bounded-map';
import { keepFacts } from '../cache/kept-facts';
import { defaultPolicyOfType, findAwsOrganizationPolicy } from './aws-organization-policies';
import type { OrganizationPlace } from './context';
import { prepare } from './prepared-policies';

export const SERVICE_CONTROL_POLICY = 'SERVICE_CONTROL_POLICY';
export const RESOURCE_CONTROL_POLICY = 'RESOURCE_CONTROL_POLICY';
export const TAG_POLICY = 'TAG_POLICY';
type GuardrailType = typeof SERVICE_CONTROL_POLICY | typeof RESOURCE_CONTROL_POLICY;
/** The condition for rows of the policy types that decide access. Policies of other types are no guardrails. */
export const OF_GUARDRAILS = { type: { in: [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY] } };

type Attached = { id: string; name: string; arn: string; content: string };
type Unit = { id: string; name: string; parentId: string };

/**
 * The tree of one organization with the policies attached to each node: everything that SCP and RCP evaluation needs, except
 * accounts.
 */
export type Guardrails = {
  organizationId: string;
  rootId: string;
  rootName: string;
  enabledTypes: ReadonlySet<string>;
  units: ReadonlyMap<string, Unit>;
  /** By target id and type. */
  attached: ReadonlyMap<string, readonly Attached[]>;
  levels: KeptLevels;
};

/** The levels by policy type and account's place. Bounded, since each of 500 organizations may have thousands of accounts. */
type KeptLevels = BoundedMap<string, readonly OrganizationLevel<PreparedPolicy>[]>;

/** Returns an empty cache for the levels of one organization. */
export function keepLevels(): KeptLevels {
  return new BoundedMap(2_000);
}

const kept = keepFacts<Guardrails>('guardrails', 500);

/**
 * Loads the organization's guardrails, cached while its revision stands.
 * INVARIANT (revision): the tree, attachments, contents and enabled types change only together with the revision.
 */
export function loadGuardrails(db: Transaction, organization: NonNullable<AccountFacts['organization']>): Promise<Guardrails> {
  return kept.under(db, organization.revision, organization.id, () => readGuardrails(db, organization));
}

/**
 * Reads the organization's stored guardrails without the cache. A snapshot's guardrails differ from those of the same revision.
 */
export async function readGuardrails(
  db: Transaction,
  organization: NonNullable<AccountFacts['organization']>,
): Promise<Guardrails> {
  const organizationId = organization.id;
  const root = await db.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { rootName: true },
  });
  const enabled = await db.enabledPolicyType.findMany({ where: { organizationId } });
  const units = await db.organizationalUnit.findMany({
    where: { organizationId },
    select: { id: true, name: true, parentId: true },
  });
  const policies = await db.organizationPolicy.findMany({ where: { organizationId, ...OF_GUARDRAILS } });
  const attachments = await db.organizationPolicyAttachment.findMany({
    where: { organizationId, ...OF_GUARDRAILS },
    orderBy: [{ createdAt: 'asc' }, { policyId: 'asc' }],
  });

  const byId = new Map<string, Attached>(
    policies.map((policy) => [
      policy.id,
      {
        id: policy.id,
        name: policy.name,
        arn: organizationPolicyArn(
          'aws',
          { managementAccountId: organization.managementAccountId, organizationId },
          policy.type,
          policy.id,
        ),
        content: policy.content,
      },
    ]),
  );
  const attached = new Map<string, Attached[]>();
  for (const { targetId, policyId, type } of attachments) {
    const policy = byId.get(policyId) ?? findAwsOrganizationPolicy(policyId);
    if (!policy) continue;
    const key = `${type}:${targetId}`;
    const list = attached.get(key);
    if (list) list.push(policy);
    else attached.set(key, [policy]);
  }
  return {
    organizationId,
    rootId: organization.rootId,
    rootName: root.rootName,
    enabledTypes: new Set(enabled.map((row) => row.type)),
    units: new Map(units.map((unit) => [unit.id, unit])),
    attached,
    levels: keepLevels(),
  };
}

/** Returns the path from the root to an account's parent as ids: `[root, ou, …]`. */
export function pathOf(guardrails: Pick<Guardrails, 'rootId' | 'units'>, parentId: string): string[] {
  const path: string[] = [];
  let current = parentId;
  while (current !== guardrails.rootId) {
    path.unshift(current);
    const unit = guardrails.units.get(current);
    if (!unit) return [guardrails.rootId, ...path];
    current = unit.parentId;
  }
  return [guardrails.rootId, ...path];
}

/** Returns `o-…/r-…/ou-…/`, as in aws:PrincipalOrgPaths. */
export function placeOf(guardrails: Guardrails, account: Pick<AccountFacts, 'parentId'>): OrganizationPlace {
  const path = pathOf(guardrails, account.parentId ?? guardrails.rootId);
  return { organizationId: guardrails.organizationId, path: `${guardrails.organizationId}/${path.join('/')}/` };
}

/**
 * Returns the policies on each level of an account's path, root first, or undefined while the type is not enabled.
 * Source: Organizations User Guide, "SCP evaluation" and "RCP evaluation".
 */
export function levelsOf(
  guardrails: Guardrails,
  type: GuardrailType,
  account: Pick<AccountFacts, 'id' | 'name' | 'parentId'>,
): readonly OrganizationLevel<PreparedPolicy>[] | undefined {
  if (!guardrails.enabledTypes.has(type)) return undefined;
  const key = `${type}:${account.id}:${account.parentId}:${account.name}`;
  const known = guardrails.levels.get(key);
  if (known) return known;
  const levels = pathOf(guardrails, account.parentId ?? guardrails.rootId).map((id) =>
    levelOf(
      guardrails,
      type,
      id,
      id === guardrails.rootId ? guardrails.rootName : (guardrails.units.get(id)?.name ?? id),
      id === guardrails.rootId ? 'root' : 'organizationalUnit',
    ),
  );
  levels.push(levelOf(guardrails, type, account.id, account.name, 'account'));
  guardrails.levels.set(key, levels);
  return levels;
}

/**
 * Returns whether the SCPs on a root, OU or account allow no action at all. Nobody at or below it can then do anything, since
 * every level must allow an action. False while SCPs are not enabled. Source: Organizations User Guide, "SCP evaluation".
 */
export function allowsNothing(guardrails: Guardrails, targetId: string): boolean {
  if (!guardrails.enabledTypes.has(SERVICE_CONTROL_POLICY)) return false;
  const { policies } = levelOf(guardrails, SERVICE_CONTROL_POLICY, targetId, targetId, 'organizationalUnit');
  return !policies.some(({ policy }) => policy.statements.some(({ effect }) => effect === 'Allow'));
}

function levelOf(
  guardrails: Guardrails,
  type: GuardrailType,
  id: string,
  name: string,
  kind: OrganizationLevel<unknown>['kind'],
): OrganizationLevel<PreparedPolicy> {
  const policyType: PolicyType = type === SERVICE_CONTROL_POLICY ? 'scp' : 'rcp';
  const attached = guardrails.attached.get(`${type}:${id}`) ?? [];
  // AWS: RCPFullAWSAccess is on every node and cannot be detached. It also holds for accounts that are older than its record.
  const implied = type === RESOURCE_CONTROL_POLICY && attached.length === 0 ? defaultPolicyOfType(type) : undefined;
  const policies = (implied ? [implied] : attached).map((policy) =>
    prepare(
      { id: `${policy.id}@${id}`, type: policyType, name: policy.name, arn: policy.arn, origin: { kind: 'level', levelId: id } },
      policy.content,
    ),
  );
  return { id, name, kind, policies };
}
