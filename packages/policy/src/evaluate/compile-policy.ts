import { spend } from '../budget/count';
import { type CompiledCondition, compileCondition } from '../condition/test-condition';
import { type Glob, matchGlob } from '../match/glob';
import { actionPattern } from '../match/match-action';
import { matchResourcePattern, type ResourcePattern, resourcePattern, standsForNothing } from '../match/match-resource';
import { variableKeys } from '../match/template';
import type { Policy, PolicyElement, PolicyKind, Statement } from '../policy/types';
import { type CompiledPrincipal, compilePrincipal } from './match-principal';
import { NOT_RESOURCE_WITHOUT_VALUE, WILDCARD_ADMITS_FEDERATED } from './open-points';
import { lookUpOf, type PreparedRequest } from './request';
import type { ElementTrace } from './types';

export type CompiledActions = {
  negated: boolean;
  /** The entries without wildcards in lower case, with their index. */
  exact: ReadonlyMap<string, number>;
  patterns: readonly { glob: Glob; entry: number }[];
};

export type CompiledResources = {
  negated: boolean;
  /** For an Allow with NotResource: an entry that matches nothing counts as a match, so that it grants nothing by accident. */
  needsValues: boolean;
  patterns: readonly ResourcePattern[];
};

export type CompiledStatement = {
  source: Statement;
  deny: boolean;
  principal: CompiledPrincipal | null;
  actions: CompiledActions;
  /** Null in trust policies, which have no Resource. */
  resources: CompiledResources | null;
  conditions: readonly CompiledCondition[];
  /** The keys in its conditions and variables, as written. */
  keys: readonly string[];
  /** The cached traces of its elements by deciding entries, so that equal answers are one object (filled by `trace.ts`). */
  elementTraces: Map<number, ElementsTrace> | null;
};

/** The result of a statement's elements without its conditions. */
export type ElementsTrace = { matched: boolean; elements: readonly ElementTrace[] };

/** The statements that can match a service's actions, in document order. */
export type ServiceIndex = {
  byService: ReadonlyMap<string, readonly CompiledStatement[]>;
  /** The statements for services that no entry names: with `*`, a wildcard in the prefix, or NotAction. */
  otherwise: readonly CompiledStatement[];
  /** There are no statements. Most policies have no Deny. */
  empty: boolean;
};

export type CompiledPolicy = {
  statements: readonly CompiledStatement[];
  allows: ServiceIndex;
  denies: ServiceIndex;
  /** Policies of this kind must name principals. A statement that names none matches nobody. */
  needsPrincipal: boolean;
  /** A statement reads a condition key. */
  readsContext: boolean;
};

/** The cost of preparing each. */
const OF_A_STATEMENT = 300;
const OF_AN_ENTRY = 100;

/** Compiles a policy into matchers. The result is independent of requests and can be shared and cached. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  spend(OF_A_STATEMENT * policy.statements.length);
  const variables = policy.version === '2012-10-17';
  const services = policy.statements.map(servicesOf);
  const statements = policy.statements.map((statement) => compileStatement(statement, policy.kind, variables));
  return {
    statements,
    readsContext: statements.some((statement) => statement.keys.length > 0),
    allows: indexByService(statements, services, false),
    denies: indexByService(statements, services, true),
    needsPrincipal:
      policy.kind === 'resource' || policy.kind === 'trust' || policy.kind === 'vpcEndpoint' || policy.kind === 'rcp',
  };
}

function compileStatement(source: Statement, kind: PolicyKind, variables: boolean): CompiledStatement {
  const { principal, action } = source;
  const resources = compileResources(source, variables);
  const deny = source.effect === 'Deny';
  const admitsFederated = deny || WILDCARD_ADMITS_FEDERATED || (kind !== 'trust' && kind !== 'resource');
  const conditions = source.conditions.map((clause) => compileCondition(clause, variables));
  return {
    source,
    deny,
    principal: principal === undefined ? null : compilePrincipal(principal, admitsFederated),
    actions: compileActions(action),
    resources,
    conditions,
    keys: keysOf(resources, conditions),
    elementTraces: null,
  };
}

function compileResources({ resource, effect }: Statement, variables: boolean): CompiledResources | null {
  if (resource === undefined) return null;
  const { negated, entries } = resource;
  return {
    negated,
    needsValues: negated && effect === 'Allow' && NOT_RESOURCE_WITHOUT_VALUE === 'grantsNothing',
    patterns: entries.map(({ value }) => {
      spend(OF_AN_ENTRY + 10 * value.length);
      return resourcePattern(value, variables);
    }),
  };
}

function keysOf(resources: CompiledResources | null, conditions: readonly CompiledCondition[]): readonly string[] {
  const keys: string[] = [];
  for (const { pattern, template } of resources?.patterns ?? [])
    if (pattern.kind === 'open') keys.push(...variableKeys(template));
  for (const { clause, open, templates } of conditions) {
    keys.push(clause.key);
    if (open) for (const template of templates) keys.push(...variableKeys(template));
  }
  return keys;
}

function compileActions(element: PolicyElement): CompiledActions {
  const exact = new Map<string, number>();
  const patterns: { glob: Glob; entry: number }[] = [];
  element.entries.forEach(({ value }, entry) => {
    spend(OF_AN_ENTRY + 10 * value.length);
    const { glob } = actionPattern(value);
    if (glob.kind !== 'exact') patterns.push({ glob, entry });
    else if (!exact.has(glob.text)) exact.set(glob.text, entry);
  });
  return { negated: element.negated, exact, patterns };
}

/** Returns the services whose actions a statement can match, or null for any. */
function servicesOf(statement: Statement): ReadonlySet<string> | null {
  if (statement.action.negated) return null;
  const services = new Set<string>();
  for (const { value } of statement.action.entries) {
    const { service } = actionPattern(value);
    if (service === null) return null;
    services.add(service);
  }
  return services;
}

function indexByService(
  statements: readonly CompiledStatement[],
  services: readonly (ReadonlySet<string> | null)[],
  deny: boolean,
): ServiceIndex {
  const byService = new Map<string, CompiledStatement[]>();
  const otherwise: CompiledStatement[] = [];
  statements.forEach((statement, i) => {
    if (statement.deny !== deny) return;
    const own = services[i] ?? null;
    if (own === null) {
      for (const list of byService.values()) list.push(statement);
      otherwise.push(statement);
      return;
    }
    for (const service of own) {
      const list = byService.get(service);
      if (list === undefined) byService.set(service, [...otherwise, statement]);
      else list.push(statement);
    }
  });
  return { byService, otherwise, empty: byService.size === 0 && otherwise.length === 0 };
}

export function statementsFor(index: ServiceIndex, service: string): readonly CompiledStatement[] {
  return index.empty ? index.otherwise : (index.byService.get(service) ?? index.otherwise);
}

/** Returns the index of the first matching entry of Action or NotAction, or -1. */
export function actionEntry({ exact, patterns }: CompiledActions, request: PreparedRequest): number {
  spend(1 + patterns.length);
  const entry = exact.get(request.action);
  if (entry !== undefined) return entry;
  for (const pattern of patterns) if (matchGlob(pattern.glob, request.action)) return pattern.entry;
  return -1;
}

/** Returns the index of the first matching entry of Resource or NotResource, or -1. */
export function resourceEntry({ patterns, needsValues }: CompiledResources, request: PreparedRequest): number {
  spend(1 + patterns.length);
  for (let i = 0; i < patterns.length; i += 1) {
    const pattern = patterns[i];
    if (pattern === undefined) continue;
    const { resource } = request;
    const matched =
      pattern.pattern.kind === 'fixed'
        ? matchGlob(pattern.pattern.glob, resource)
        : matchResourcePattern(pattern, resource, lookUpOf(request));
    if (matched || (needsValues && standsForNothing(pattern, lookUpOf(request)))) return i;
  }
  return -1;
}
