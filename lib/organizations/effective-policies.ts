import {
  contentInForce,
  type DeclarativePolicy,
  type DeclarativePolicyType,
  type EffectiveObject,
  type EffectivePolicy,
  effectivePolicySteps,
  type PolicyNode,
  readDeclarativePolicy,
} from '@gatehouse/policy/organization';
import { pathOf } from '../core/authorization/guardrails';
import { BoundedMap } from '../core/cache/bounded-map';
import type { InForce, PoliciesInForce } from '../core/declarative-policy';
import { insertEvents, serviceEvent } from '../core/events/events';
import { storedJson } from '../core/text/stored-json';
import { giveWay, readByIds, readInChunks, takeInTurns } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { EFFECTIVE_POLICY_EVENTS } from './open-points';
import { isDeclarative, type PolicyType } from './shapes';
import { membersOf } from './tree';

type Place = { db: Transaction; organization: { id: string; rootId: string } };
type Where = Place & { organization: { managementAccountId: string }; now: Date };

/** The content of an effective policy before the check, its settings and its problems. An invalid one is never in force. */
export type Computed = Pick<EffectivePolicy, 'content' | 'settings' | 'problems'>;

/** Returns the effective policy of an account by its chain: the ids of the root, the OUs and the account. */
type Compute = (chain: readonly string[]) => Promise<Computed>;

/** The attachments of a type in an organization. */
export type Attachments = {
  /** The ids of the policies by node, in order of attachment. */
  attached: ReadonlyMap<string, readonly string[]>;
  /** The names and texts of the policies by id. */
  names: ReadonlyMap<string, string>;
  contents: ReadonlyMap<string, string>;
  /** Returns the policies of a node. Each document is read once, and only if it is needed. */
  policiesOf(nodeId: string): Promise<PolicyNode>;
};

/**
 * Reads the attachments of a type.
 * @param targetIds the nodes to read; the default is all
 */
export async function readAttachments(
  db: Transaction,
  organizationId: string,
  type: DeclarativePolicyType,
  targetIds?: readonly string[],
): Promise<Attachments> {
  const attachments = await db.organizationPolicyAttachment.findMany({
    where: { organizationId, type, ...(targetIds ? { targetId: { in: [...targetIds] } } : {}) },
    orderBy: [{ createdAt: 'asc' }, { policyId: 'asc' }],
    select: { targetId: true, policyId: true },
  });
  const rows = await readByIds(
    attachments.map(({ policyId }) => policyId),
    (ids) => db.organizationPolicy.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, content: true } }),
  );
  const contents = new Map(rows.map(({ id, content }) => [id, content]));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const attached = new Map<string, string[]>();
  for (const { targetId, policyId } of attachments) attached.set(targetId, [...(attached.get(targetId) ?? []), policyId]);

  const read = new Map<string, DeclarativePolicy | null>();
  const policyOf = async (id: string): Promise<DeclarativePolicy | null> => {
    const known = read.get(id);
    if (known !== undefined) return known;
    await giveWay();
    const content = contents.get(id) ?? '';
    const result = readDeclarativePolicy(type, content, { maxCharacters: content.length });
    const policy = result.ok ? result.policy : null;
    read.set(id, policy);
    return policy;
  };
  const policiesOf = async (nodeId: string) => {
    const policies: { id: string; policy: DeclarativePolicy }[] = [];
    for (const id of attached.get(nodeId) ?? []) {
      const policy = await policyOf(id);
      if (policy) policies.push({ id, policy });
    }
    return { id: nodeId, policies };
  };
  return { attached, names, contents, policiesOf };
}

/**
 * Reads the attached policies of a type. The returned function computes once for all chains with the same attachments.
 * @param targetIds the nodes to read; the default is all
 */
export async function readAttached(...given: Parameters<typeof readAttachments>): Promise<Compute> {
  const [, , type] = given;
  return computeOf(type, await readAttachments(...given), new Map());
}

/** @param computed keeps what was computed, by the nodes with attachments */
export function computeOf(
  type: DeclarativePolicyType,
  { attached, policiesOf }: Attachments,
  computed: { get(key: string): Computed | undefined; set(key: string, value: Computed): void },
): Compute {
  return async (chain) => {
    const nodes = chain.filter((id) => attached.has(id));
    const key = nodes.join();
    const known = computed.get(key);
    if (known) return known;
    const policies: PolicyNode[] = [];
    for (const id of nodes) policies.push(await policiesOf(id));
    const { content, settings, problems } = await takeInTurns(effectivePolicySteps(type, policies));
    const result = { content, settings, problems };
    computed.set(key, result);
    return result;
  };
}

/** Reads the policies of a type and the places of all accounts, for `effectsSteps`. */
export async function readPolicyState(where: Where & Parameters<typeof membersOf>[0], type: DeclarativePolicyType) {
  const { db, organization } = where;
  const attachments = await readAttachments(db, organization.id, type);
  const attached = new Map<string, PolicyNode['policies']>();
  for (const nodeId of attachments.attached.keys()) attached.set(nodeId, (await attachments.policiesOf(nodeId)).policies);
  const chainOf = await readChains(where);
  const chains = new Map<string, readonly string[]>();
  for await (const accounts of readMembers(where)) for (const account of accounts) chains.set(account.id, chainOf(account));
  return { attached, chains };
}

function readMembers(where: Where & Parameters<typeof membersOf>[0]) {
  return readInChunks(
    (last, take) =>
      where.db.account.findMany({
        where: { ...membersOf(where), id: { gt: last } },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, parentId: true },
      }),
    ({ id }) => id,
  );
}

/** Returns the function that gives an account's chain by its parent. The units are read now, because a write may have changed them. */
async function readChains({ db, organization }: Place): Promise<(account: { id: string; parentId: string | null }) => string[]> {
  const { id: organizationId, rootId } = organization;
  const units = await db.organizationalUnit.findMany({
    where: { organizationId },
    select: { id: true, name: true, parentId: true },
  });
  const tree = { rootId, units: new Map(units.map((unit) => [unit.id, unit])) };
  return ({ id, parentId }) => [...pathOf(tree, parentId ?? rootId), id];
}

/**
 * Makes a change of policies or attachments, and notes what is then in force. AWS never publishes an invalid effective policy: the
 * last valid document of an account stays in force. It is stored here when the effective policy becomes invalid, because it can't be
 * computed afterwards.
 * @param targetIds the nodes to which the changed policies are attached
 */
export async function changePolicies<Result>(
  where: Where & Parameters<typeof membersOf>[0],
  type: PolicyType,
  targetIds: readonly string[],
  change: () => Promise<Result>,
): Promise<Result> {
  if (!isDeclarative(type) || targetIds.length === 0) return change();
  const { db, organization } = where;
  const before = await readAttached(db, organization.id, type);
  const result = await change();
  const after = await readAttached(db, organization.id, type);
  const chainOf = await readChains(where);
  const stored = await readStored(where, type);
  const targets = new Set(targetIds);
  const invalid = new Map<string, string>();
  const valid: string[] = [];
  for await (const some of readMembers(where)) {
    for (const account of some) {
      const turn = giveWay();
      if (turn) await turn;
      const chain = chainOf(account);
      if (!chain.some((id) => targets.has(id))) continue;
      if ((await after(chain)).problems.length === 0) {
        if (stored.has(account.id)) valid.push(account.id);
      } else if (!stored.has(account.id)) invalid.set(account.id, contentInForce(await before(chain)));
    }
  }
  await touch(where, type, targetIds);
  await keepAsComputed(where, type, valid);
  await keep(where, type, invalid);
  await recordValidity(where, type, { valid, invalid: invalid.keys() });
  return result;
}

/** Makes a change of a policy's content, wherever the policy is attached. */
export async function changeContent<Result>(
  where: Parameters<typeof changePolicies>[0],
  { id, type }: { id: string; type: PolicyType },
  change: () => Promise<Result>,
): Promise<Result> {
  if (!isDeclarative(type)) return change();
  const { db, organization } = where;
  const targets = await db.organizationPolicyAttachment.findMany({
    where: { policyId: id, organizationId: organization.id },
    select: { targetId: true },
  });
  return changePolicies(
    where,
    type,
    targets.map(({ targetId }) => targetId),
    change,
  );
}

/**
 * Notes what is in force for an account that has joined the organization or moved.
 * @param previousParentId the root or OU that it comes from, or null for an account that joins
 */
export async function placeAccount(
  where: Where,
  account: { id: string; parentId: string },
  previousParentId: string | null,
): Promise<void> {
  const { db, organization } = where;
  const enabled = await db.enabledPolicyType.findMany({ where: { organizationId: organization.id } });
  const types = enabled.flatMap(({ type }) => (isDeclarative(type as PolicyType) ? [type as DeclarativePolicyType] : []));
  if (types.length === 0) return;
  const chainOf = await readChains(where);
  const chain = chainOf(account);
  const previous = previousParentId === null ? [] : chainOf({ ...account, parentId: previousParentId });
  for (const type of types) {
    const compute = await readAttached(db, organization.id, type, [...chain, ...previous]);
    const stored = await readStored(where, type, [account.id]);
    await touch(where, type, [account.id]);
    const isValid = (await compute(chain)).problems.length === 0;
    if (isValid === !stored.has(account.id)) continue;
    if (isValid) await keepAsComputed(where, type, [account.id]);
    else await keep(where, type, new Map([[account.id, contentInForce(await compute(previous))]]));
    await recordValidity(where, type, isValid ? { valid: [account.id], invalid: [] } : { valid: [], invalid: [account.id] });
  }
}

/** Records in the management account's history that effective policies of accounts have become valid or invalid, as AWS does. */
async function recordValidity(
  { db, organization, now }: Where,
  type: string,
  accountIds: { valid: Iterable<string>; invalid: Iterable<string> },
): Promise<void> {
  const events = (['valid', 'invalid'] as const).flatMap((validity) =>
    [...accountIds[validity]].map((AccountId) => {
      const details = { AccountId, PolicyType: type };
      return serviceEvent('organizations', EFFECTIVE_POLICY_EVENTS[validity], organization.managementAccountId, now, details);
    }),
  );
  await insertEvents(db, events);
}

/** Returns the accounts whose effective policy is invalid, with the document in force. */
export async function readStored(
  { db, organization }: { db: Transaction; organization: { id: string } },
  type: string,
  ids?: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.effectivePolicyChange.findMany({
    where: { organizationId: organization.id, type, inForce: { not: null }, ...(ids ? { targetId: { in: [...ids] } } : {}) },
    select: { targetId: true, inForce: true },
  });
  return new Map(rows.flatMap(({ targetId, inForce }) => (inForce === null ? [] : [[targetId, inForce]])));
}

/** Returns the accounts with an invalid effective policy of an enabled type, by account and type. */
export async function invalidAccounts(
  db: Transaction,
  organizationId: string,
  enabledTypes: ReadonlySet<string>,
): Promise<{ accountId: string; type: string }[]> {
  const rows = await db.effectivePolicyChange.findMany({
    where: { organizationId, inForce: { not: null }, type: { in: [...enabledTypes] } },
    orderBy: [{ targetId: 'asc' }, { type: 'asc' }],
    select: { targetId: true, type: true },
  });
  return rows.map(({ targetId, type }) => ({ accountId: targetId, type }));
}

/** Returns the documents in force of accounts by id. It is empty if the type is not enabled. */
export async function readInForce(
  db: Transaction,
  organization: Place['organization'],
  type: DeclarativePolicyType,
  accounts: readonly { id: string; parentId: string | null }[],
): Promise<Map<string, string>> {
  const inForce = new Map<string, string>();
  const { id: organizationId } = organization;
  if ((await db.enabledPolicyType.count({ where: { organizationId, type } })) === 0) return inForce;
  const compute = await readAttached(db, organizationId, type);
  const chainOf = await readChains({ db, organization });
  const stored = await readStored({ db, organization }, type);
  for (const account of accounts) {
    const turn = giveWay();
    if (turn) await turn;
    inForce.set(account.id, contentInForce(await compute(chainOf(account)), stored.get(account.id)));
  }
  return inForce;
}

/** Notes that the policies of a type changed at nodes. */
export async function touch({ db, organization, now }: Where, type: string, targetIds: readonly string[]): Promise<void> {
  await readByIds(targetIds, async (some) => {
    const where = { type, targetId: { in: some } };
    const present = await db.effectivePolicyChange.findMany({ where, select: { targetId: true } });
    await db.effectivePolicyChange.updateMany({ where, data: { changedAt: now } });
    const known = new Set(present.map(({ targetId }) => targetId));
    const missing = some.filter((id) => !known.has(id));
    const row = { organizationId: organization.id, type, changedAt: now };
    if (missing.length > 0)
      await db.effectivePolicyChange.createMany({ data: missing.map((targetId) => ({ ...row, targetId })) });
    return [];
  });
}

/** Stores the documents in force of accounts whose effective policies became invalid. */
async function keep({ db, organization, now }: Where, type: string, inForce: ReadonlyMap<string, string>): Promise<void> {
  const row = { organizationId: organization.id, type, changedAt: now };
  await readByIds(inForce.keys(), async (some) => {
    await db.effectivePolicyChange.deleteMany({ where: { type, targetId: { in: some } } });
    await db.effectivePolicyChange.createMany({
      data: some.map((targetId) => ({ ...row, targetId, inForce: inForce.get(targetId) ?? null })),
    });
    return [];
  });
}

/** Deletes the stored documents of accounts whose effective policies are valid. */
async function keepAsComputed({ db }: Where, type: string, targetIds: readonly string[]): Promise<void> {
  await readByIds(targetIds, async (some) => {
    await db.effectivePolicyChange.updateMany({ where: { type, targetId: { in: some } }, data: { inForce: null } });
    return [];
  });
}

/** An account's effective policy with the document in force and the time of the last change that concerned it. */
export type Published = Computed & { inForce: string; changedAt: Date };

/** Computes the effective policy of an account. */
export async function readPublished(
  { db, organization, now }: Where,
  type: DeclarativePolicyType,
  chain: readonly string[],
): Promise<Published> {
  const compute = await readAttached(db, organization.id, type, chain);
  const computed = await compute(chain);
  const { stored, changedAt } = await readChanges({ db, organization }, type, chain);
  return { ...computed, inForce: contentInForce(computed, stored), changedAt: changedAt ?? now };
}

/** Reads the stored document in force of the last node of a chain, and the time of the last change at a node of the chain. */
export async function readChanges(
  { db, organization }: Omit<Where, 'now'>,
  type: DeclarativePolicyType,
  chain: readonly string[],
): Promise<{ stored: string | undefined; changedAt: Date | null }> {
  const changes = await db.effectivePolicyChange.findMany({
    where: { organizationId: organization.id, type, targetId: { in: [...chain] } },
    select: { targetId: true, changedAt: true, inForce: true },
  });
  const stored = changes.find(({ targetId }) => targetId === chain.at(-1))?.inForce ?? undefined;
  const times = changes.map(({ changedAt }) => changedAt.getTime());
  return { stored, changedAt: times.length > 0 ? new Date(Math.max(...times)) : null };
}

/** The characters of the effective policies of an organization that are kept. Others are made again when they are needed. */
const MOST_KEPT = 5_000_000;
/** The older documents in force that are kept. */
const MOST_OLDER = 50;

/**
 * Reads what is in force for the accounts of an organization. It is resolved once for all accounts with the same attachments above them.
 */
export async function readPoliciesInForce(
  db: Transaction,
  organizationId: string,
  type: DeclarativePolicyType,
): Promise<PoliciesInForce> {
  const attachments = await readAttachments(db, organizationId, type);
  const compute = computeOf(type, attachments, new BoundedMap(MOST_KEPT, ({ content }) => content.length));
  const stored = await readStored({ db, organization: { id: organizationId } }, type);
  const resolved = new WeakMap<Computed, InForce>();
  const older = new BoundedMap<string, InForce>(MOST_OLDER);
  const resolve = async (chain: readonly string[]): Promise<InForce> => {
    const computed = await compute(chain);
    const content = contentInForce(computed, stored.get(chain.at(-1) ?? ''));
    if (content === computed.content) {
      const known = resolved.get(computed) ?? { document: storedJson<EffectiveObject>(content), settings: computed.settings };
      resolved.set(computed, known);
      return known;
    }
    const known = older.get(content) ?? { document: storedJson<EffectiveObject>(content), settings: [] };
    older.set(content, known);
    return known;
  };
  return { resolve, nameOf: (id) => attachments.names.get(id) ?? id };
}
