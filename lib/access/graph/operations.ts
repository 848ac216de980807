import { type AccessModel, type AccessResource, isInDirectory } from '@gatehouse/policy/analyze';
import type { PolicyType, PreparedPolicy, StatementRef } from '@gatehouse/policy/evaluate';
import { noSuchEntity } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { mayReadDirectory } from '../../identity-center/own-instance';
import { isThere, keptResourceOf } from '../../resources/resources';
import { type EscalationMove, modelResources, policiesById } from '../escalation/operations';
import { requireManagementAccount } from '../management-account';
import { reachChecks, visibleAnswers } from '../many-principals';
import { loadAccessModel, namesIn } from '../model/access-model';
import { parseSubject } from '../subject-arn';
import { type Zone, Zones } from '../zones';
import { type FoundGraph, findGraph } from './find-graph';
import type { GraphEdge } from './graph-edge';
import { accountOfAdministrator, administratorOf } from './graph-edges';
import { type AccessGraphGuardrail, guardrailsOver, limitsOfNodes } from './guardrails';
import { GetAccessGraphInput } from './schema';

export type AccessGraphNode = {
  /** An ARN, an external principal as policies name it, `*` for everybody, or `administrator:` with an account id for full access. */
  Id: string;
  Kind:
    | 'User'
    | 'Role'
    | 'Root user'
    | 'Group'
    | 'Identity Center user'
    | 'Identity Center group'
    | 'Resource'
    | 'Administrator'
    | 'Service'
    | 'Provider'
    | 'Account'
    | 'Principal'
    | 'Everybody';
  Name: string;
  AccountId: string | null;
  /** For a resource: the prefix of its actions, and its type in the terms of the Service Authorization Reference. */
  Service?: string;
  Type?: string;
  /** For external nodes: their location relative to the viewer's account. */
  Zone?: Zone;
  /** The number of a group's users in IAM Identity Center. */
  Members?: number;
  /** The types of organization policies that limit it. */
  LimitedBy?: readonly AccessGraphGuardrail['Type'][];
  /** The fewest steps from the focus. */
  Distance: number;
};

export type AccessGraphEdge = {
  /** Indexes into the nodes. */
  From: number;
  To: number;
  Kind: GraphEdge['kind'];
  Access: 'always' | 'sometimes';
  /** The action and resource of the decision. */
  Action?: string;
  Resource?: string;
  /** The permission set and the account of an `assigned` edge, in words. */
  Through?: string;
  /** The steps of an `escalate` edge. */
  Steps?: Omit<EscalationMove, 'Needs'>[];
  /** The statements that allow it, as indexes into the answer's statements. */
  By: number[];
};

/** A deciding statement with its policy's name. Everybody who may ask about access may see these names. */
export type AccessGraphStatement = {
  Policy: string;
  Type: PolicyType;
  Arn?: string;
  Group?: string;
  /** The number of the statement, from 1. */
  Number: number;
  Sid?: string;
};

export type AccessGraph = {
  Nodes: AccessGraphNode[];
  Edges: AccessGraphEdge[];
  Statements: AccessGraphStatement[];
  Accounts: { Id: string; Name: string }[];
  /** The SCPs and RCPs above these accounts. */
  Guardrails: AccessGraphGuardrail[];
  /** The number of users, roles and resources. */
  Considered: number;
  /** The number of examined ones without edges, and of those not examined because the graph was full. */
  Alone: number;
  NotLookedAt: number;
  /** The number of nodes with left-out edges, because they have very many or the graph was full. */
  Cut: number;
  /** The number of nodes with access that the viewer may not see. */
  Withheld: number;
};

/** Returns who can assume, pass and reach what in an account or organization, or within some steps of one node. */
export const GetAccessGraph = defineOperation({
  service: 'iam',
  name: 'GetAccessGraph',
  access: 'List',
  input: GetAccessGraphInput,
  checks: ({ Reach, Focus = '*' }, { accountId }) =>
    reachChecks(Reach, parseSubject(Focus)?.accountId === accountId ? Focus : '*'),
  run: async ({ Reach, Focus, Steps }, scope): Promise<AccessGraph> => {
    if (Reach === 'organization') requireManagementAccount(scope);
    const model = await loadAccessModel(scope, Reach);
    const found = await findGraph(model, await namesOutside(model, scope), { focus: Focus, steps: Steps });
    const names = new NodeNames(model, found, scope, model.directory !== undefined && (await mayReadDirectory(scope)));
    if (Focus !== undefined && !(names.isReadable(Focus) && (found.edges.length > 0 || names.has(Focus))))
      throw noSuchEntity(`${Focus} cannot be found among the principals and resources.`);
    return shownGraph(found, names, model, scope);
  },
});

/** Resolves the unique ids of other accounts in a model's policies. */
async function namesOutside(model: AccessModel, scope: Scope): Promise<ReadonlyMap<string, string>> {
  const own = new Set<string>();
  const policies: PreparedPolicy[] = [];
  for (const { principal, trust } of model.accounts.flatMap((account) => account.principals)) {
    if (principal.type === 'User') own.add(principal.userId);
    if (principal.type === 'AssumedRole') own.add(principal.roleId);
    if (trust) policies.push(trust);
    await giveWay();
  }
  for (const { policy } of model.resources) {
    if (policy) policies.push(policy);
    await giveWay();
  }
  const names = await namesIn(scope, policies);
  return new Map([...names].filter(([id]) => !own.has(id)));
}

async function shownGraph(found: FoundGraph, names: NodeNames, model: AccessModel, scope: Scope): Promise<AccessGraph> {
  const there = [...found.nodes.keys()].filter((id) => names.isThere(id));
  const readable = there.filter((id) => names.isReadable(id));
  const visible = await visibleAnswers(scope, readable, (id) => [id]);
  const positions = new Map(visible.map((id, at) => [id, at]));
  const reachable = found.edges.filter(({ from, to }) => positions.has(from) && positions.has(to));
  const told = names.readsDirectory ? reachable : reachable.filter(({ steps = [] }) => !steps.some(isInDirectory));
  const edges = await visibleAnswers(scope, told, ({ steps = [] }) => steps.flatMap(({ by, on }) => [by, on]));
  const statements = new Statements(model);
  const Edges: AccessGraphEdge[] = [];
  for (const edge of edges) {
    Edges.push(shownEdge(edge, positions, statements));
    await giveWay();
  }
  const limits = await limitsOfNodes(model, visible);
  const Nodes: AccessGraphNode[] = [];
  for (const id of visible) {
    const LimitedBy = limits.get(id) ?? [];
    Nodes.push({
      ...(await names.of(id)),
      ...(LimitedBy.length > 0 && { LimitedBy }),
      Distance: found.nodes.get(id) ?? 0,
    });
  }
  const mentioned = new Set(Nodes.map(({ AccountId }) => AccountId));
  const Accounts = model.accounts.flatMap(({ accountId: Id, name: Name }) => (mentioned.has(Id) ? { Id, Name } : []));
  return {
    Nodes,
    Edges,
    Statements: statements.named,
    Accounts,
    Guardrails: await guardrailsOver(model, Accounts),
    Considered: model.accounts.reduce((sum, { principals }) => sum + principals.length, model.resources.length),
    Alone: found.alone,
    NotLookedAt: found.left,
    Cut: found.cut,
    Withheld: there.length - visible.length,
  };
}

function shownEdge(edge: GraphEdge, positions: ReadonlyMap<string, number>, statements: Statements): AccessGraphEdge {
  const { from, to, kind, access, action, resource, through, steps, deciding } = edge;
  return {
    From: positions.get(from) ?? 0,
    To: positions.get(to) ?? 0,
    Kind: kind,
    Access: access,
    ...(action !== undefined && { Action: action }),
    ...(resource !== undefined && resource !== to && { Resource: resource }),
    ...(through !== undefined && { Through: through }),
    ...(steps && {
      Steps: steps.map(({ method, by, on, service, value, name, proviso }) => ({
        Method: method,
        By: by,
        On: on,
        ...(service !== undefined && { Service: service }),
        ...(value !== undefined && { Value: value }),
        ...(name !== undefined && { Name: name }),
        ...(proviso !== undefined && { Proviso: proviso }),
      })),
    }),
    By: statements.positionsOf(deciding),
  };
}

/** Collects the statements of an answer, each once. */
class Statements {
  readonly named: AccessGraphStatement[] = [];
  private readonly positions = new Map<string, number>();
  private readonly policies: ReturnType<typeof policiesById>;

  constructor(model: AccessModel) {
    this.policies = policiesById(model);
  }

  /**
   * Returns the indexes of statements. Statements that only an earlier step creates, and those that external principals are assumed to
   * have, get none.
   */
  positionsOf(deciding: readonly StatementRef[]): number[] {
    return [...new Set(deciding.flatMap((ref) => this.positionOf(ref) ?? []))];
  }

  private positionOf({ policyId, statementIndex }: StatementRef): number | null {
    const key = `${statementIndex} ${policyId}`;
    const known = this.positions.get(key);
    if (known !== undefined) return known;
    const policy = this.policies.get(policyId)?.policy;
    const statement = policy?.policy.statements[statementIndex];
    if (policy === undefined || statement === undefined) return null;
    const { name, type, arn, origin } = policy.ref;
    this.positions.set(key, this.named.length);
    this.named.push({
      Policy: name,
      Type: type,
      ...(arn !== undefined && { Arn: arn }),
      ...(origin.kind === 'group' && { Group: origin.groupName }),
      Number: statementIndex + 1,
      ...(statement.sid !== undefined && { Sid: statement.sid }),
    });
    return this.named.length - 1;
  }
}

type Named = Omit<AccessGraphNode, 'Distance'>;

/** Describes the nodes of a graph. */
class NodeNames {
  private readonly own: ReadonlySet<string>;
  private readonly resources: ReadonlyMap<string, AccessResource>;
  private readonly outside: ReadonlyMap<string, NonNullable<GraphEdge['outside']>>;
  private readonly directory: ReadonlyMap<string, Named>;
  private readonly zones: Zones;

  /** @param readsDirectory the viewer may read IAM Identity Center */
  constructor(
    model: AccessModel,
    { edges, nodes }: FoundGraph,
    private readonly scope: Scope,
    readonly readsDirectory: boolean,
  ) {
    this.directory = namesInDirectory(model, nodes);
    this.resources = modelResources(model);
    this.own = new Set(
      model.accounts.flatMap(({ accountId, principals, groups }) => [
        administratorOf(accountId),
        ...principals.map(({ arn }) => arn),
        ...groups.map(({ arn }) => arn),
      ]),
    );
    this.outside = new Map(edges.flatMap(({ from, outside }) => (outside ? [[from, outside]] : [])));
    this.zones = new Zones(scope, scope.accountId, scope.account.organization?.id);
  }

  has(id: string): boolean {
    const resource = this.resources.get(id);
    return resource ? this.isThere(id) : this.own.has(id) || (this.readsDirectory && this.directory.has(id));
  }

  /** Tests whether the viewer may read what a node stands for, beside permissions for IAM. */
  isReadable(id: string): boolean {
    return this.readsDirectory || !this.directory.has(id);
  }

  /** Tests whether a node still exists. A cached model can be older than the end of a resource's lifetime. */
  isThere(id: string): boolean {
    const resource = this.resources.get(id);
    return resource === undefined || isThere(resource, this.scope.now);
  }

  async of(Id: string): Promise<Named> {
    const resource = this.resources.get(Id);
    if (resource) return namedResource(resource);
    const inDirectory = this.directory.get(Id);
    if (inDirectory) return inDirectory;
    const ofEverything = accountOfAdministrator(Id);
    if (ofEverything !== null) return { Id, Kind: 'Administrator', Name: 'Everything in the account', AccountId: ofEverything };
    const outside = this.outside.get(Id);
    if (outside) {
      const { kind, accountId: AccountId } = outside;
      return {
        Id,
        Kind: KINDS[kind],
        Name: nameOfOutside(Id, AccountId, kind),
        AccountId,
        Zone: await this.zones.of({ ...outside, principal: Id }),
      };
    }
    const subject = parseSubject(Id);
    const kind = subject?.kind ?? 'Account';
    const isRoot = kind === 'Account';
    return {
      Id,
      Kind: isRoot ? 'Root user' : kind,
      Name: isRoot ? 'root' : (subject?.name ?? Id),
      AccountId: subject?.accountId ?? null,
    };
  }
}

/** Returns the users and groups of IAM Identity Center among the nodes. */
function namesInDirectory({ directory }: AccessModel, nodes: FoundGraph['nodes']): ReadonlyMap<string, Named> {
  const found = new Map<string, Named>();
  const members = new Map<string, number>();
  for (const { arn: Id, name: Name, groups } of directory?.people ?? []) {
    if (nodes.has(Id)) found.set(Id, { Id, Kind: 'Identity Center user', Name, AccountId: null });
    for (const group of groups) members.set(group, (members.get(group) ?? 0) + 1);
  }
  for (const { arn: Id, id, name: Name } of directory?.groups ?? [])
    if (nodes.has(Id)) found.set(Id, { Id, Kind: 'Identity Center group', Name, AccountId: null, Members: members.get(id) ?? 0 });
  return found;
}

const KINDS = {
  account: 'Account',
  principal: 'Principal',
  service: 'Service',
  provider: 'Provider',
  everybody: 'Everybody',
} as const;

function nameOfOutside(id: string, accountId: string | null, kind: keyof typeof KINDS): string {
  if (kind === 'everybody') return 'Everybody';
  if (kind === 'account') return accountId ?? id;
  return kind === 'service' ? id : id.slice(id.indexOf('/') + 1);
}

function namedResource(resource: AccessResource): Named {
  const { arn: Id, accountId: AccountId } = resource;
  const kept = keptResourceOf(resource);
  return {
    Id,
    Kind: 'Resource',
    Name: kept?.found.name ?? Id,
    AccountId,
    ...(kept && { Service: kept.kind.service, Type: kept.kind.type }),
  };
}
