import {
  type AccessModel,
  type AccessResource,
  type EscalationMethod,
  type EscalationNeed,
  type EscalationProviso,
  type EscalationReport,
  type EscalationStep,
  escalationSteps,
  isInDirectory,
  type PolicyTakeover,
  policyTakeoverSteps,
} from '@gatehouse/policy/analyze';
import type { PolicyRef, PreparedPolicy, StatementRef } from '@gatehouse/policy/evaluate';
import { type Statement, statementToJson } from '@gatehouse/policy/parse';
import { defineOperation, type Scope } from '../../core/operation';
import { takeInTurns } from '../../core/work/bulk';
import { mayReadDirectory } from '../../identity-center/own-instance';
import { isThere } from '../../resources/resources';
import { requireManagementAccount } from '../management-account';
import { reachChecks, visibleAnswers } from '../many-principals';
import { loadAccessModel, namesIn } from '../model/access-model';
import { actionIndex } from '../model/action-index';
import { hiddenPolicies } from '../readable/readable-policies';
import { parseSubject } from '../subject-arn';
import { ListEscalationPathsInput } from './schema';

/** A statement that allows a step. */
export type EscalationStatement = {
  Policy: string;
  /** The policy itself, if it belongs to the viewer's account. */
  Ref?: PolicyRef;
  Arn?: string;
  Group?: string;
  /** The number of the statement, from 1. */
  Number: number;
  /** The statement is the only one of its policy, so without it the policy is empty. */
  Alone: boolean;
  Sid?: string;
  /** The statement as JSON. Absent for policies of other accounts and policies that the viewer may not read. */
  Text?: string;
};

export type EscalationMove = {
  Method: EscalationMethod;
  By: string;
  On: string;
  Service?: string;
  /** The same values as in `EscalationStep`. */
  Value?: string;
  /** The same as in `EscalationStep`. */
  Name?: string;
  Proviso?: EscalationProviso;
  Needs: { Action: string; Resource: string; Access: 'always' | 'sometimes'; Statements: EscalationStatement[] }[];
};

export type EscalationRoute = {
  Arn: string;
  AccountId: string;
  Access: 'always' | 'sometimes';
  Steps: EscalationMove[];
};

export type EscalationAnswer = {
  /** The principals that can become administrators, with the shortest paths first. */
  Paths: EscalationRoute[];
  Administrators: string[];
  Considered: number;
  Withheld: number;
  Accounts: { Id: string; Name: string }[];
};

const reports = new WeakMap<AccessModel, EscalationReport>();

/** Lists the users and roles that can make themselves administrators, with the fewest steps and the statements that allow them. */
export const ListEscalationPaths = defineOperation({
  service: 'iam',
  name: 'ListEscalationPaths',
  access: 'List',
  input: ListEscalationPathsInput,
  checks: ({ Reach }) => reachChecks(Reach, '*'),
  run: async ({ Reach }, scope): Promise<EscalationAnswer> => {
    if (Reach === 'organization') requireManagementAccount(scope);
    const model = await loadAccessModel(scope, Reach);
    const { paths, administrators } = await escalationReport(model);
    const policies = policiesById(model);
    const shown = await visiblePaths(scope, paths);
    const known = await visibleAnswers(scope, administrators, (arn) => [arn]);
    const needs = shown.flatMap(({ steps }) => steps.flatMap((step) => step.needs));
    const reader = await readerOf(scope, needs, policies);
    return {
      Paths: shown.map(({ principal, accountId, access, steps }) => ({
        Arn: principal,
        AccountId: accountId,
        Access: access,
        Steps: steps.map((step) => moveOf(step, policies, reader)),
      })),
      Administrators: known,
      Considered: model.accounts.reduce((sum, { principals }) => sum + principals.length, 0),
      Withheld: paths.length - shown.length + administrators.length - known.length,
      Accounts: model.accounts.map(({ accountId, name }) => ({ Id: accountId, Name: name })),
    };
  },
});

/** A principal that can replace a resource's policy and so give itself full access. */
export type PolicyTakeoverRow = {
  Arn: string;
  /** The account of the resource and the principal. */
  AccountId: string;
  Resource: string;
  /** The permission for the takeover, with the statements that grant it. */
  Need: EscalationMove['Needs'][number];
};

export type PolicyTakeoverAnswer = {
  /** The takeovers by account, resource and principal, at most `MOST_TAKEOVERS`, and the number of further ones. */
  Takeovers: PolicyTakeoverRow[];
  More: number;
  /** The number of resources that were examined. */
  Resources: number;
  Withheld: number;
  Accounts: { Id: string; Name: string }[];
};

export const MOST_TAKEOVERS = 500;
const takeovers = new WeakMap<AccessModel, readonly PolicyTakeover[]>();

/** Lists the principals that can replace a resource's policy, except those with full access to the resource already. */
export const ListPolicyTakeovers = defineOperation({
  service: 'iam',
  name: 'ListPolicyTakeovers',
  access: 'List',
  input: ListEscalationPathsInput,
  checks: ({ Reach }) => reachChecks(Reach, '*'),
  run: async ({ Reach }, scope): Promise<PolicyTakeoverAnswer> => {
    if (Reach === 'organization') requireManagementAccount(scope);
    const model = await loadAccessModel(scope, Reach);
    const found = takeovers.get(model) ?? (await takeInTurns(policyTakeoverSteps(model, await actionIndex())));
    takeovers.set(model, found);
    const there = found.filter(({ resource }) => isStillThere(model, resource, scope.now));
    const visible = await visibleAnswers(scope, there, ({ principal }) => [principal]);
    const shown = visible.slice(0, MOST_TAKEOVERS);
    const policies = policiesById(model);
    const needs = shown.map(({ need }) => need);
    const reader = await readerOf(scope, needs, policies);
    return {
      Takeovers: shown.map(({ principal, accountId, resource, need }) => ({
        Arn: principal,
        AccountId: accountId,
        Resource: resource,
        Need: toNeed(need, policies, reader),
      })),
      More: visible.length - shown.length,
      Resources: model.resources.length,
      Withheld: there.length - visible.length,
      Accounts: model.accounts.map(({ accountId, name }) => ({ Id: accountId, Name: name })),
    };
  },
});

/** Tests whether a resource still exists. A cached model can be older than the end of a resource's lifetime. */
function isStillThere(model: AccessModel, arn: string, now: Date): boolean {
  const resource = modelResources(model).get(arn);
  return resource !== undefined && isThere(resource, now);
}

const resourcesOf = new WeakMap<AccessModel, ReadonlyMap<string, AccessResource>>();

/** Returns a model's resources by ARN. */
export function modelResources(model: AccessModel): ReadonlyMap<string, AccessResource> {
  const known = resourcesOf.get(model) ?? new Map(model.resources.map((resource) => [resource.arn, resource]));
  resourcesOf.set(model, known);
  return known;
}

/** Returns the paths whose principals the caller may ask about. Paths through IAM Identity Center also need its permissions. */
export async function visiblePaths(scope: Scope, paths: EscalationReport['paths']) {
  const inDirectory = paths.some(({ steps }) => steps.some(isInDirectory));
  const mayRead = !inDirectory || (await mayReadDirectory(scope));
  const among = mayRead ? paths : paths.filter(({ steps }) => !steps.some(isInDirectory));
  return visibleAnswers(scope, among, ({ principal, steps }) => [principal, ...steps.flatMap(({ by, on }) => [by, on])]);
}

/** Returns the principals that can become administrators in a model, computed once per model. */
export async function escalationReport(model: AccessModel): Promise<EscalationReport> {
  const known = reports.get(model);
  if (known) return known;
  const report = await takeInTurns(escalationSteps(model, await actionIndex()));
  reports.set(model, report);
  return report;
}

type Found = {
  policy: PreparedPolicy;
  accountId: string;
  /** The ARN of the policy's owner, or of one of the principals that have it. */
  owner: string;
};
type ById = ReadonlyMap<string, Found>;

/** Returns the policies of a model's principals, groups and resources by id. */
export function policiesById(model: AccessModel): ById {
  const found = new Map<string, Found>();
  for (const { accountId, principals, groups } of model.accounts) {
    const add = (owner: string, policies: readonly PreparedPolicy[]) => {
      for (const policy of policies) found.set(policy.ref.id, { policy, accountId, owner });
    };
    for (const { arn, policies } of groups) add(arn, policies);
    for (const { arn, identity, trust } of principals) add(arn, trust ? [...identity, trust] : identity);
  }
  for (const { arn, accountId, policy } of model.resources)
    if (policy) found.set(policy.ref.id, { policy, accountId, owner: arn });
  return found;
}

/** Returns the policies whose statements grant the permissions. */
function policiesBehind(needs: readonly EscalationNeed[], policies: ById): Found[] {
  const ids = new Set(needs.flatMap(({ deciding }) => deciding.map(({ policyId }) => policyId)));
  return [...ids].flatMap((id) => policies.get(id) ?? []);
}

/** Reads which of the policies behind permissions the viewer may not see, and the names for the unique ids in them. */
async function readerOf(scope: Scope, needs: readonly EscalationNeed[], policies: ById): Promise<Reader> {
  const behind = policiesBehind(needs, policies);
  const own = behind.filter(({ accountId }) => accountId === scope.accountId);
  const hidden = await hiddenPolicies(
    scope,
    // The ARN of a resource policy names its account.
    own.map(({ policy, owner }) => ({
      policy: policy.ref,
      about: { subject: parseSubject(owner) ?? { kind: 'User', name: '' } },
    })),
  );
  const names = await namesIn(
    scope,
    behind.map(({ policy }) => policy),
  );
  return { ownAccount: scope.accountId, hidden, names };
}

/** The viewer of an answer: the policies with hidden texts, and the names of users and roles. */
type Reader = { ownAccount: string; hidden: ReadonlySet<string>; names: ReadonlyMap<string, string> };

/** Prints a statement as JSON, with ARNs in place of unique ids. */
function textOf(statement: Statement, names: ReadonlyMap<string, string>): string {
  const { principal } = statement;
  const entries = principal?.entries.map((entry) => ({ ...entry, value: names.get(entry.value) ?? entry.value }));
  const shown = principal && entries ? { ...statement, principal: { ...principal, entries } } : statement;
  return JSON.stringify(statementToJson(shown), null, 2);
}

function moveOf(
  { method, by, on, service, value, name, proviso, needs }: EscalationStep,
  policies: ById,
  reader: Reader,
): EscalationMove {
  return {
    Method: method,
    By: by,
    On: on,
    Service: service,
    Value: value,
    Name: name,
    Proviso: proviso,
    Needs: needs.map((need) => toNeed(need, policies, reader)),
  };
}

function toNeed(
  { action, resource, access, deciding }: EscalationNeed,
  policies: ById,
  reader: Reader,
): EscalationMove['Needs'][number] {
  return {
    Action: action,
    Resource: resource,
    Access: access,
    Statements: deciding.flatMap((ref) => statementOf(ref, policies, reader)),
  };
}

/** Describes a statement. Returns undefined for a statement that only an earlier step creates. */
function statementOf(
  { policyId, statementIndex }: StatementRef,
  policies: ById,
  { ownAccount, hidden, names }: Reader,
): EscalationStatement[] {
  const found = policies.get(policyId);
  const statement = found?.policy.policy.statements[statementIndex];
  if (!found || !statement) return [];
  const { ref } = found.policy;
  const own = found.accountId === ownAccount;
  return [
    {
      Policy: ref.name,
      Ref: own ? ref : undefined,
      Arn: ref.arn,
      Group: ref.origin.kind === 'group' ? ref.origin.groupName : undefined,
      Number: statementIndex + 1,
      Alone: found.policy.policy.statements.length === 1,
      Sid: statement.sid,
      Text: own && !hidden.has(policyId) ? textOf(statement, names) : undefined,
    },
  ];
}
