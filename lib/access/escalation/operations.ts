import { takeInTurns } from '../../core/bulk';
import { defineOperation, type Scope } from '../../core/operation';
import {
  type AccessModel,
  type EscalationMethod,
  type EscalationNeed,
  type EscalationReport,
  type EscalationStep,
  escalationSteps,
  type PolicyRef,
  type PreparedPolicy,
  type Statement,
  type StatementRef,
  statementToJson,
} from '../../engine';
import { loadAccessModel, namesIn } from '../access-model';
import { actionIndex } from '../action-index';
import { requireManagementAccount } from '../management-account';
import { reachChecks, visibleAnswers } from '../many-principals';
import { hiddenPolicies } from '../readable-policies';
import { parseSubject } from '../subject-arn';
import { ListEscalationPathsInput } from './schema';

/** A statement that lets a step be done. */
export type EscalationStatement = {
  Policy: string;
  /** The policy itself, where it is one of the asker's own account. */
  Ref?: PolicyRef;
  Arn?: string;
  Group?: string;
  /** From 1. */
  Number: number;
  /** The policy has no other: without it nothing is left of the policy. */
  Alone: boolean;
  Sid?: string;
  /** As JSON; absent for statements of other accounts' policies, and of those that the asker may not read. */
  Text?: string;
};

export type EscalationMove = {
  Method: EscalationMethod;
  By: string;
  On: string;
  Service?: string;
  /** The version that becomes the default, the policy that is taken off, `key=value` of a tag. */
  Value?: string;
  Needs: { Action: string; Resource: string; Access: 'always' | 'sometimes'; Statements: EscalationStatement[] }[];
};

export type EscalationRoute = {
  Arn: string;
  AccountId: string;
  Access: 'always' | 'sometimes';
  Steps: EscalationMove[];
};

export type EscalationAnswer = {
  /** Who can become an administrator, those with the fewest steps first. */
  Paths: EscalationRoute[];
  Administrators: string[];
  Considered: number;
  Withheld: number;
  Accounts: { Id: string; Name: string }[];
};

const reports = new WeakMap<AccessModel, EscalationReport>();

/** Which users and roles can make themselves administrators in how few steps, each with the statements that let it. */
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
    const hidden = await hiddenStatements(scope, shown, policies);
    const names = await namesOf(scope, shown, policies);
    return {
      Paths: shown.map(({ principal, accountId, access, steps }) => ({
        Arn: principal,
        AccountId: accountId,
        Access: access,
        Steps: steps.map((step) => moveOf(step, policies, { ownAccount: scope.accountId, hidden, names })),
      })),
      Administrators: known,
      Considered: model.accounts.reduce((sum, { principals }) => sum + principals.length, 0),
      Withheld: paths.length - shown.length + administrators.length - known.length,
      Accounts: model.accounts.map(({ accountId, name }) => ({ Id: accountId, Name: name })),
    };
  },
});

/** Those about whose principals the caller may ask. */
export function visiblePaths(scope: Scope, paths: EscalationReport['paths']) {
  return visibleAnswers(scope, paths, ({ principal, steps }) => [principal, ...steps.flatMap(({ by, on }) => [by, on])]);
}

/** Who can become an administrator in a model, worked out once for it. */
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
  /** Whose policy it is, or one of those who have it. */
  owner: string;
};
type ById = ReadonlyMap<string, Found>;

function policiesById(model: AccessModel): ById {
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

/** The policies behind the steps. */
function policiesBehind(paths: EscalationReport['paths'], policies: ById): Found[] {
  const ids = paths.flatMap(({ steps }) => steps.flatMap(({ needs }) => needs.flatMap(({ deciding }) => deciding)));
  return [...new Set(ids.map(({ policyId }) => policyId))].flatMap((id) => policies.get(id) ?? []);
}

/** The ARNs of users and roles that statements behind the steps name by their ids, by id. */
function namesOf(scope: Scope, paths: EscalationReport['paths'], policies: ById): Promise<ReadonlyMap<string, string>> {
  return namesIn(
    scope,
    policiesBehind(paths, policies).map(({ policy }) => policy),
  );
}

/** The own policies behind the steps whose texts the asker may not read. @returns ids */
function hiddenStatements(scope: Scope, paths: EscalationReport['paths'], policies: ById): Promise<ReadonlySet<string>> {
  const own = policiesBehind(paths, policies).filter(({ accountId }) => accountId === scope.accountId);
  return hiddenPolicies(
    scope,
    // Of a policy on a resource its own ARN says where it is.
    own.map(({ policy, owner }) => ({
      policy: policy.ref,
      about: { subject: parseSubject(owner) ?? { kind: 'User', name: '' } },
    })),
  );
}

/** Who reads the answer: the policies whose text it does not see, and how users and roles are named. */
type Reader = { ownAccount: string; hidden: ReadonlySet<string>; names: ReadonlyMap<string, string> };

/** A statement as JSON, with whom it names by ARN. */
function textOf(statement: Statement, names: ReadonlyMap<string, string>): string {
  const { principal } = statement;
  const entries = principal?.entries.map((entry) => ({ ...entry, value: names.get(entry.value) ?? entry.value }));
  const shown = principal && entries ? { ...statement, principal: { ...principal, entries } } : statement;
  return JSON.stringify(statementToJson(shown), null, 2);
}

function moveOf({ method, by, on, service, value, needs }: EscalationStep, policies: ById, reader: Reader): EscalationMove {
  const statementsOf = ({ deciding }: EscalationNeed) => deciding.flatMap((ref) => statementOf(ref, policies, reader));
  return {
    Method: method,
    By: by,
    On: on,
    Service: service,
    Value: value,
    Needs: needs.map((need) => ({
      Action: need.action,
      Resource: need.resource,
      Access: need.access,
      Statements: statementsOf(need),
    })),
  };
}

/** Nothing for a statement that only a step before makes. */
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
