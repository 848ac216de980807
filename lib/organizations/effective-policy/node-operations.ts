import {
  contentInForce,
  type DeclarativePolicyType,
  effectivePolicySteps,
  type PolicyNode,
} from '@gatehouse/policy/organization';
import { callerMay } from '../../core/authorization/authorize';
import { loadGuardrails } from '../../core/authorization/guardrails';
import type { Check } from '../../core/operation';
import { readTagsOf } from '../../core/tags';
import { readByIds, takeInTurns } from '../../core/work/bulk';
import { readAttachments, readChanges, readPolicyState } from '../effective-policies';
import { organizationsError } from '../errors';
import { isCaller, type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { findPolicy, policyArn, policyQuestion } from '../policy/rows';
import { policyTypeContext } from '../policy-type/rows';
import { findNode, idsDownTo, membersOf, nodeArn, nodeQuestion, type TreeNode } from '../tree';
import { type DraftFault, NEW_POLICY_ID, readDraft, withDraft } from './draft';
import { accountsLikeSteps, effectsSteps, type PolicyChange } from './effects';
import { type Level, type Setting, toAnswer } from './node-answer';
import { GetNodeEffectivePolicyInput, ListAccountsSharingEffectivePolicyInput, type PolicyDraft } from './schema';

/** An effective policy that is invalid, so that another document is in force. */
export type InvalidPolicy = {
  /** The last valid document. Null for roots and OUs, which have no effective policy in AWS. */
  InForce: string | null;
  /** Null if the caller may not call ListEffectivePolicyValidationErrors. */
  Issues: { Code: string; Message: string; Path: string; Policies: { Id: string; Name: string }[] }[] | null;
};

/** The effects of a draft on all accounts. */
export type DraftEffects = {
  /** The faults of the drafted text. The rest of the answer is then without the draft. */
  Faults: DraftFault[];
  /** The number of accounts in the organization, and of those with each effect. */
  Accounts: number;
  Changed: number;
  BecomeInvalid: number;
  BecomeValid: number;
  /** The first accounts with an effect, those that become invalid first. */
  Affected: { Id: string; Name: string; Change: PolicyChange; Problem: string | null }[];
};

/** The effective policy of a node, with the policies on its path and the source of each value. */
export type NodeEffectivePolicy = {
  PolicyType: DeclarativePolicyType;
  /** False if the type is not enabled. Nothing is then in force. */
  Enabled: boolean;
  Node: { Id: string; Type: TreeNode['type']; Name: string };
  /** From the root to the node. */
  Levels: Level[];
  /** True if the caller may not read every policy on the path. Their contents and names are left out. */
  HidesPolicies: boolean;
  Settings: Setting[];
  /** The effective document. If it is invalid, it is not in force. */
  Content: string;
  Invalid: InvalidPolicy | null;
  ChangedAt: Date | null;
  Draft: DraftEffects | null;
};

const MOST_AFFECTED = 100;

/**
 * Computes the effective policy of a root, OU or account, as it is or with a draft. An account may ask about itself, and sees the document
 * in force only. Policies and their values have a source where the caller may read them with ListPoliciesForTarget and DescribePolicy.
 */
export const GetNodeEffectivePolicy = organizationsOperation({
  name: 'GetNodeEffectivePolicy',
  access: 'Read',
  callers: 'reader',
  isOfOwnAccount: ({ NodeId, Draft }, { accountId }) => Draft === undefined && NodeId === accountId,
  input: GetNodeEffectivePolicyInput,
  target: ({ NodeId }, scope) => findNode(scope, NodeId),
  checks: async ({ NodeId, PolicyType, Draft }, scope, node) => [
    {
      action: 'organizations:DescribeEffectivePolicy',
      ...(await nodeQuestion(scope, NodeId, node)),
      context: policyTypeContext(PolicyType),
    },
    ...(Draft ? await draftQuestions(scope, PolicyType, Draft) : []),
  ],
  run: async ({ PolicyType, Draft }, scope, node): Promise<NodeEffectivePolicy> => {
    if (!node) throw organizationsError('TargetNotFoundException');
    const { db, organization } = scope;
    const key = { organizationId: organization.id, type: PolicyType };
    const enabled = await db.enabledPolicyType.findUnique({ where: { organizationId_type: key } });
    const chain =
      node.type === 'ACCOUNT' ? [...(await idsDownTo(scope, node.parentId)), node.id] : await idsDownTo(scope, node.id);
    const drafted = Draft && enabled ? await considerDraft(scope, PolicyType, Draft) : null;
    const attachments = await readAttachments(db, organization.id, PolicyType, chain);
    const levels: PolicyNode[] = [];
    for (const id of chain) {
      const draft = drafted?.attached?.get(id);
      levels.push(draft ? { id, policies: draft } : await attachments.policiesOf(id));
    }
    const effective = await takeInTurns(effectivePolicySteps(PolicyType, levels));
    const { stored, changedAt } = await readChanges(scope, PolicyType, chain);
    const names = await readNames(scope, chain);
    const readable = await readablePolicies(scope, PolicyType, levels, Draft);
    const isInvalid = effective.problems.length > 0;
    const facts = {
      PolicyType,
      Enabled: enabled !== null,
      Node: { Id: node.id, Type: node.type, Name: node.name },
      ChangedAt: changedAt,
      Draft: drafted?.effects ?? null,
    };
    const inForce = node.type === 'ACCOUNT' ? contentInForce(effective, stored) : null;
    const answer = await toAnswer(
      levels.map((level) => ({ type: 'ORGANIZATIONAL_UNIT', name: level.id, ...names.get(level.id), ...level })),
      effective,
      readable,
      isInvalid ? inForce : null,
    );
    return {
      ...facts,
      ...answer,
      Invalid: isInvalid
        ? { InForce: inForce, Issues: await issuesOf(scope, PolicyType, node, effective.problems, readable) }
        : null,
    };
  },
});

/** A draft reveals effects on all accounts, so it takes what reading the policies and effective policies of all takes. */
async function draftQuestions(scope: OrganizationScope, type: DeclarativePolicyType, draft: PolicyDraft) {
  const everyAccount = nodeArn(scope, '').replace(/\/$/, '/*');
  const policy = draft.PolicyId === undefined ? null : await findPolicy(scope, draft.PolicyId);
  const context = policyTypeContext(type);
  return [
    { action: 'organizations:ListAccounts', resource: '*' },
    { action: 'organizations:DescribeEffectivePolicy', resource: everyAccount, context },
    ...(policy ? [{ action: 'organizations:DescribePolicy', ...(await policyQuestion(scope, policy)) }] : []),
  ];
}

async function considerDraft(scope: OrganizationScope, type: DeclarativePolicyType, draft: PolicyDraft) {
  const none = { Accounts: 0, Changed: 0, BecomeInvalid: 0, BecomeValid: 0, Affected: [] };
  const present = draft.PolicyId === undefined ? null : await findPolicy(scope, draft.PolicyId);
  if (draft.PolicyId !== undefined && present?.type !== type) throw organizationsError('PolicyNotFoundException');
  if (draft.TargetId !== undefined && !(await findNode(scope, draft.TargetId)))
    throw organizationsError('TargetNotFoundException');
  const read = readDraft(type, draft.Content ?? present?.content ?? '');
  if (read.policy === null) return { attached: null, effects: { Faults: read.faults, ...none } satisfies DraftEffects };
  const before = await readPolicyState(scope, type);
  const after = { ...before, attached: withDraft(before.attached, draft, read.policy) };
  const effects = await takeInTurns(effectsSteps(type, before, after));
  const count = (change: PolicyChange) => [...effects.values()].filter((effect) => effect.change === change).length;
  const rank: readonly PolicyChange[] = ['BECOMES_INVALID', 'BECOMES_VALID', 'CHANGED'];
  const affected = rank
    .flatMap((change) => [...effects].filter(([, effect]) => effect.change === change))
    .slice(0, MOST_AFFECTED);
  const names = await readNames(
    scope,
    affected.map(([id]) => id),
  );
  return {
    attached: after.attached,
    effects: {
      Faults: [],
      Accounts: effects.size,
      Changed: count('CHANGED'),
      BecomeInvalid: count('BECOMES_INVALID'),
      BecomeValid: count('BECOMES_VALID'),
      Affected: affected.map(([Id, { change, problems }]) => ({
        Id,
        Name: names.get(Id)?.name ?? Id,
        Change: change,
        Problem: problems[0]?.message ?? null,
      })),
    } satisfies DraftEffects,
  };
}

type NamedNode = { type: TreeNode['type']; name: string };

/** Returns the types and names of nodes of the organization. */
async function readNames(scope: OrganizationScope, ids: readonly string[]): Promise<Map<string, NamedNode>> {
  const { rootId, rootName, units } = await loadGuardrails(scope.db, scope.organization);
  const accounts = await readByIds(ids, (some) =>
    scope.db.account.findMany({ where: { ...membersOf(scope), id: { in: some } }, select: { id: true, name: true } }),
  );
  const names = new Map<string, NamedNode>(accounts.map(({ id, name }) => [id, { type: 'ACCOUNT', name }]));
  for (const id of ids) {
    const unit = units.get(id);
    if (unit) names.set(id, { type: 'ORGANIZATIONAL_UNIT', name: unit.name });
    if (id === rootId) names.set(id, { type: 'ROOT', name: rootName });
  }
  return names;
}

export type ReadablePolicy = { name: string; content: string; targets: number };

/** Returns the policies that the caller may list at their nodes and read, by node and policy as `NODE POLICY`. */
async function readablePolicies(
  scope: OrganizationScope,
  type: DeclarativePolicyType,
  levels: readonly PolicyNode[],
  draft: PolicyDraft | undefined,
): Promise<ReadonlyMap<string, ReadablePolicy>> {
  const may = await callerMay(scope);
  const asks = async (check: Check) => (await may(check)) && (await isCaller('reader', scope, async () => [check]));
  const ids = levels.flatMap(({ policies }) => policies.map(({ id }) => id));
  const rows = await readByIds(ids, (some) =>
    scope.db.organizationPolicy.findMany({ where: { organizationId: scope.organization.id, id: { in: some } } }),
  );
  const counts = await readByIds(ids, (some) =>
    scope.db.organizationPolicyAttachment.groupBy({
      by: ['policyId'],
      where: { policyId: { in: some } },
      _count: { _all: true },
    }),
  );
  const tags = await readTagsOf(scope.db, [...ids, ...levels.map(({ id }) => id)]);
  const context = policyTypeContext(type);
  const policies = new Map<string, ReadablePolicy>();
  if (draft?.Content !== undefined) policies.set(NEW_POLICY_ID, { name: 'New policy', content: draft.Content, targets: 1 });
  for (const { id, name, ...row } of rows) {
    const resource = policyArn(scope, { id, type, awsManaged: false });
    const check = { action: 'organizations:DescribePolicy', resource, resourceTags: tags.get(id) ?? [], context };
    const targets = counts.find(({ policyId }) => policyId === id)?._count._all ?? 0;
    const content = (draft?.PolicyId === id ? draft.Content : undefined) ?? row.content;
    if (await asks(check)) policies.set(id, { name, content, targets });
  }
  const readable = new Map<string, ReadablePolicy>();
  for (const level of levels) {
    if (level.policies.length === 0) continue;
    const resource = nodeArn(scope, level.id);
    const check = { action: 'organizations:ListPoliciesForTarget', resource, resourceTags: tags.get(level.id) ?? [], context };
    if (!(await asks(check))) continue;
    for (const { id } of level.policies) {
      const policy = policies.get(id);
      if (policy) readable.set(`${level.id} ${id}`, policy);
    }
  }
  return readable;
}

/** Returns the issues with the names of readable policies, or null if the caller may not read the issues. */
async function issuesOf(
  scope: OrganizationScope,
  type: DeclarativePolicyType,
  node: TreeNode,
  problems: readonly { code: string; message: string; path: string; contributingPolicies: readonly string[] }[],
  readable: ReadonlyMap<string, ReadablePolicy>,
): Promise<InvalidPolicy['Issues']> {
  const check = {
    action: 'organizations:ListEffectivePolicyValidationErrors',
    ...(await nodeQuestion(scope, node.id, node)),
    context: policyTypeContext(type),
  };
  const may = await callerMay(scope);
  if (!(await may(check)) || !(await isCaller('reader', scope, async () => [check]))) return null;
  const names = new Map([...readable].map(([key, { name }]) => [key.slice(key.indexOf(' ') + 1), name]));
  return problems.map(({ code, message, path, contributingPolicies }) => ({
    Code: code,
    Message: message,
    Path: path,
    Policies: contributingPolicies.map((Id) => ({ Id, Name: names.get(Id) ?? Id })),
  }));
}

/** The accounts that share an effective policy: the first ones by name, and their number. */
export type SharingAccounts = { Total: number; Accounts: { Id: string; Name: string }[] };

const MOST_LISTED = 200;

/** Lists the accounts whose effective policy is the same document as that of a root, OU or account. */
export const ListAccountsSharingEffectivePolicy = organizationsOperation({
  name: 'ListAccountsSharingEffectivePolicy',
  access: 'List',
  callers: 'reader',
  input: ListAccountsSharingEffectivePolicyInput,
  target: ({ NodeId }, scope) => findNode(scope, NodeId),
  checks: (input, scope) => draftQuestions(scope, input.PolicyType, {}),
  run: async ({ NodeId, PolicyType }, scope, node): Promise<SharingAccounts> => {
    if (!node) throw organizationsError('TargetNotFoundException');
    const state = await readPolicyState(scope, PolicyType);
    const chain = state.chains.get(NodeId) ?? (await idsDownTo(scope, NodeId));
    const ids = await takeInTurns(accountsLikeSteps(PolicyType, state, chain));
    const names = await readNames(scope, ids);
    const accounts = ids.map((Id) => ({ Id, Name: names.get(Id)?.name ?? Id }));
    accounts.sort((a, b) => (a.Name < b.Name ? -1 : 1));
    return { Total: ids.length, Accounts: accounts.slice(0, MOST_LISTED) };
  },
});
