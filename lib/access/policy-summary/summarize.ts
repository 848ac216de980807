import { serviceOfArn } from '@gatehouse/policy/arn';
import type { Catalog } from '@gatehouse/catalog/types';
import { ACCESS_LEVELS, type ActionIndex, applicableActions } from '@gatehouse/policy/analyze';
import { spend } from '@gatehouse/policy/budget';
import { actionPattern, matchGlob } from '@gatehouse/policy/match';
import type { Policy, Statement } from '@gatehouse/policy/parse';
import type { AccessLevel, CatalogAction } from '@gatehouse/policy/validate';

export type Effect = 'Allow' | 'Deny';

/** How many of a service's actions of one level a document names. */
export type LevelShare = { Level: AccessLevel; Included: number; Total: number };

/** What a document says about one service, with one effect. */
export type ServiceSummary = {
  Effect: Effect;
  Service: string;
  Name: string;
  Levels: LevelShare[];
  /** As written; `*` for all, `not …` for NotResource. */
  Resources: string[];
  /** `key operator values`. */
  Conditions: string[];
  /** How many actions are named with resources that are none of theirs: nothing is said about them. */
  NotApplicable: number;
};

export type PolicySummary = {
  Services: ServiceSummary[];
  /** Action entries that name no action AWS has. */
  Unrecognized: string[];
  /** Statements, counted from 1, that can match nothing: none of the actions they name works on a resource they name. */
  Idle: { Statement: number; Sid: string | null }[];
};

export type ActionSummary = {
  /** Without the service prefix. */
  Name: string;
  Level: AccessLevel;
  /** Where the statements that name it apply; absent when none does. */
  Named?: { Resources: string[]; Conditions: string[] };
  /** It is named, and always with resources that are none of its own. */
  NotApplicable: boolean;
};

type ActionsByService = ReadonlyMap<string, ReadonlySet<CatalogAction>>;
/** One statement, which actions of which services it names, and to which of those it can apply. */
type Reach = { statement: Statement; named: ActionsByService; actions: ActionsByService };

/** What is done with each of these, in units of the engine’s work. */
const OF_AN_ACTION = 200;
const OF_AN_ENTRY = 60;

/** What a summary is made with: the catalog, the same numbered, and the partition whose resources there are. */
export type Around = { catalog: Catalog; index: ActionIndex; partition: string };

/**
 * What a document says, service by service: AWS's policy summary. Denials and grants stand side by side; nothing is evaluated.
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

/** Every action of one service: whether statements of that effect name it, and where they apply. */
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

/** Whether a statement speaks of a service by its name, rather than of all or of those whose names fit a pattern. */
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
): Pick<ServiceSummary, 'Resources' | 'Conditions'> {
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

/** The entries that can name something of the service; all of them when none can, since then the statement does nothing here. */
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
