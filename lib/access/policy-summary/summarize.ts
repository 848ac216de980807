import type { Catalog } from '@gatehouse/catalog/types';
import { ACCESS_LEVELS, type ActionIndex, applicableActions } from '@gatehouse/policy/analyze';
import { serviceOfArn } from '@gatehouse/policy/arn';
import { spend } from '@gatehouse/policy/budget';
import { actionPattern, matchGlob } from '@gatehouse/policy/match';
import type { Policy, Statement } from '@gatehouse/policy/parse';
import type { AccessLevel, CatalogAction } from '@gatehouse/policy/validate';

export type Effect = 'Allow' | 'Deny';

/** The number of a service's actions of one level that a document names. */
export type LevelShare = { Level: AccessLevel; Included: number; Total: number };

/** The summary of one service with one effect. */
export type ServicePolicySummary = {
  Effect: Effect;
  Service: string;
  Name: string;
  Levels: LevelShare[];
  /** The resources as written: `*` for all, `not …` for NotResource. */
  Resources: string[];
  /** The conditions as `key operator values`. */
  Conditions: string[];
  /** The number of actions that are named only with resources of other actions. The document says nothing about them. */
  NotApplicable: number;
};

export type PolicySummary = {
  Services: ServicePolicySummary[];
  /** The action entries that match no AWS action. */
  Unrecognized: string[];
  /** The statements, counted from 1, that can match nothing: their actions work on none of their resources. */
  Idle: { Statement: number; Sid: string | null }[];
};

export type ActionSummary = {
  /** The action's name without the service prefix. */
  Name: string;
  Level: AccessLevel;
  /** The resources and conditions of the statements that name the action. Absent if none does. */
  Named?: { Resources: string[]; Conditions: string[] };
  /** The action is named only with resources of other actions. */
  NotApplicable: boolean;
};

type ActionsByService = ReadonlyMap<string, ReadonlySet<CatalogAction>>;
/** One statement with the actions it names by service, and those that it can apply to. */
type Reach = { statement: Statement; named: ActionsByService; actions: ActionsByService };

/** The cost of each step, in the engine's units of work. */
const OF_AN_ACTION = 200;
const OF_AN_ENTRY = 60;

/** The inputs of a summary: the catalog, its index, and the partition of resources. */
export type Around = { catalog: Catalog; index: ActionIndex; partition: string };

/**
 * Summarizes a document by service, like AWS's policy summary. Denials and grants are listed side by side, and nothing is evaluated.
 * Source: IAM User Guide, "Policy summary (list of services)".
 */
export function summarizePolicy(policy: Policy, around: Around): PolicySummary {
  const { catalog } = around;
  const unrecognized = new Set<string>();
  const reaches = reachesOf(policy, around, unrecognized);
  const Services = (['Deny', 'Allow'] as const).flatMap((effect) => {
    const own = reaches.filter(({ statement }) => statement.effect === effect);
    return catalog.services().flatMap(({ prefix, name }) => {
      spend(OF_AN_ENTRY * own.length);
      const about = own.filter(({ actions }) => (actions.get(prefix)?.size ?? 0) > 0);
      const naming = own.filter(({ statement, named }) => named.has(prefix) && names(statement, prefix));
      if (about.length === 0 && naming.length === 0) return [];
      const included = union(about.map(({ actions }) => actions.get(prefix)));
      const named = union([...about, ...naming].map((reach) => reach.named.get(prefix)));
      return [
        {
          Effect: effect,
          Service: prefix,
          Name: name,
          Levels: shares(included, prefix, catalog),
          ...circumstances(about.length > 0 ? about : naming, prefix, catalog),
          NotApplicable: named.size - included.size,
        },
      ];
    });
  });
  const Idle = reaches.flatMap(({ statement, named, actions }, place) =>
    named.size > 0 && [...actions.values()].every(({ size }) => size === 0)
      ? [{ Statement: place + 1, Sid: statement.sid ?? null }]
      : [],
  );
  return { Services, Unrecognized: [...unrecognized], Idle };
}

/** Summarizes every action of one service: whether statements with that effect name it, and where they apply. */
export function summarizeService(policy: Policy, service: string, effect: Effect, around: Around): ActionSummary[] {
  const { catalog } = around;
  const reaches = reachesOf(policy, around, new Set()).filter(({ statement }) => statement.effect === effect);
  return catalog.actionsOf(service).map((action) => {
    const naming = reaches.filter(({ named }) => named.get(action.service)?.has(action));
    spend(OF_AN_ENTRY * reaches.length);
    const about = naming.filter(({ actions }) => actions.get(action.service)?.has(action));
    const shown = about.length > 0 ? about : naming;
    return {
      Name: action.name,
      Level: action.accessLevel,
      Named: shown.length > 0 ? circumstances(shown, action.service, catalog) : undefined,
      NotApplicable: naming.length > 0 && about.length === 0,
    };
  });
}

function union<Item>(sets: readonly (ReadonlySet<Item> | undefined)[]): Set<Item> {
  for (const set of sets) spend(OF_AN_ENTRY * (1 + (set?.size ?? 0)));
  return new Set(sets.flatMap((set) => [...(set ?? [])]));
}

function reachesOf(policy: Policy, { catalog, index, partition }: Around, unrecognized: Set<string>): Reach[] {
  const applies = applicableActions(policy, index, partition);
  return policy.statements.map((statement, i) => {
    const named = actionsOf(statement, catalog, unrecognized);
    for (const all of named.values()) spend(OF_AN_ACTION * (1 + all.size));
    const applicable = ({ service, name }: CatalogAction) => applies[i]?.(`${service}:${name}`) ?? false;
    const actions = new Map([...named].map(([service, all]) => [service, new Set([...all].filter(applicable))]));
    return { statement, named, actions };
  });
}

/** Tests whether a statement names a service, and not just all services or a pattern of services. */
function names({ action }: Statement, service: string): boolean {
  spend(OF_AN_ENTRY * action.entries.length);
  return !action.negated && action.entries.some(({ value }) => actionPattern(value).service === service);
}

function actionsOf(statement: Statement, catalog: Catalog, unrecognized: Set<string>): ActionsByService {
  const named = new Map<string, Set<CatalogAction>>();
  for (const { value } of statement.action.entries) {
    const found = actionsNamed(value, catalog);
    if (found.length === 0) unrecognized.add(value);
    for (const action of found) named.set(action.service, (named.get(action.service) ?? new Set()).add(action));
  }
  if (!statement.action.negated) return named;
  const others = catalog.services().map(({ prefix }) => {
    const excluded = named.get(prefix);
    return [prefix, new Set(catalog.actionsOf(prefix).filter((action) => !excluded?.has(action)))] as const;
  });
  return new Map(others);
}

function actionsNamed(entry: string, catalog: Catalog): readonly CatalogAction[] {
  const { service, glob } = actionPattern(entry);
  spend(OF_AN_ACTION);
  if (!/[*?]/.test(entry)) {
    const action = catalog.action(entry);
    return action ? [action] : [];
  }
  const candidates = service === null ? catalog.actions() : catalog.actionsOf(service);
  spend(OF_AN_ENTRY * candidates.length);
  return candidates.filter((action) => matchGlob(glob, `${action.service}:${action.name}`.toLowerCase()));
}

function shares(named: ReadonlySet<CatalogAction>, service: string, catalog: Catalog): LevelShare[] {
  const all = catalog.actionsOf(service);
  return ACCESS_LEVELS.flatMap((Level) => {
    const ofLevel = all.filter((action) => action.accessLevel === Level);
    const Included = ofLevel.filter((action) => named.has(action)).length;
    return ofLevel.length === 0 ? [] : [{ Level, Included, Total: ofLevel.length }];
  });
}

function circumstances(
  about: readonly Reach[],
  service: string,
  catalog: Catalog,
): Pick<ServicePolicySummary, 'Resources' | 'Conditions'> {
  const Resources = new Set(about.flatMap(({ statement }) => resourcesFor(statement, service, catalog)));
  for (const { statement } of about) for (const { values } of statement.conditions) spend(OF_AN_ENTRY * (5 + values.length));
  const Conditions = new Set(
    about.flatMap(({ statement }) =>
      statement.conditions.map(
        ({ operator, key, values }) => `${key} ${operator} ${values.map(({ value }) => value).join(', ')}`,
      ),
    ),
  );
  return { Resources: [...Resources], Conditions: [...Conditions] };
}

/**
 * Returns the resource entries that can match something of the service. Returns all entries if none can, because the statement has no
 * effect here.
 */
function resourcesFor({ resource }: Statement, service: string, catalog: Catalog): string[] {
  if (!resource) return [];
  spend(OF_AN_ACTION * resource.entries.length);
  const entries = resource.entries.map(({ value }) => value);
  if (resource.negated) return entries.map((entry) => `not ${entry}`);
  const services = new Set(catalog.resourceTypesOf(service).map(({ arn }) => serviceOfArn(arn)));
  const own = entries.filter((entry) => {
    const named = entry.split(':')[2];
    return named === undefined || /[*?]/.test(named) || services.has(named);
  });
  return own.length > 0 ? own : entries;
}
