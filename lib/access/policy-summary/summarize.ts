import type { Catalog } from '../../catalog/types';
import {
  ACCESS_LEVELS,
  type AccessLevel,
  actionPattern,
  type CatalogAction,
  matchGlob,
  type Policy,
  type Statement,
} from '../../engine';

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
};

export type PolicySummary = {
  Services: ServiceSummary[];
  /** Action entries that name no action AWS has. */
  Unrecognized: string[];
};

export type ActionSummary = {
  /** Without the service prefix. */
  Name: string;
  Level: AccessLevel;
  /** Where the statements that name it apply; absent when none does. */
  Named?: { Resources: string[]; Conditions: string[] };
};

/** One statement, and which actions of which services it names. */
type Reach = { statement: Statement; actions: ReadonlyMap<string, ReadonlySet<CatalogAction>> };

/**
 * What a document says, service by service: AWS's policy summary. Denials and grants stand side by side; nothing is evaluated.
 * Source: IAM User Guide, "Policy summary (list of services)".
 */
export function summarizePolicy(policy: Policy, catalog: Catalog): PolicySummary {
  const unrecognized = new Set<string>();
  const reaches = policy.statements.map((statement) => reachOf(statement, catalog, unrecognized));
  const Services = (['Deny', 'Allow'] as const).flatMap((effect) => {
    const own = reaches.filter(({ statement }) => statement.effect === effect);
    return catalog.services().flatMap(({ prefix, name }) => {
      const about = own.filter(({ actions }) => (actions.get(prefix)?.size ?? 0) > 0);
      if (about.length === 0) return [];
      const named = new Set(about.flatMap(({ actions }) => [...(actions.get(prefix) ?? [])]));
      return [
        {
          Effect: effect,
          Service: prefix,
          Name: name,
          Levels: shares(named, prefix, catalog),
          ...circumstances(about, prefix, catalog),
        },
      ];
    });
  });
  return { Services, Unrecognized: [...unrecognized] };
}

/** Every action of one service: whether statements of that effect name it, and where they apply. */
export function summarizeService(policy: Policy, service: string, effect: Effect, catalog: Catalog): ActionSummary[] {
  const reaches = policy.statements
    .filter((statement) => statement.effect === effect)
    .map((statement) => reachOf(statement, catalog, new Set()));
  return catalog.actionsOf(service).map((action) => {
    const about = reaches.filter(({ actions }) => actions.get(action.service)?.has(action));
    return {
      Name: action.name,
      Level: action.accessLevel,
      Named: about.length > 0 ? circumstances(about, action.service, catalog) : undefined,
    };
  });
}

function reachOf(statement: Statement, catalog: Catalog, unrecognized: Set<string>): Reach {
  const named = new Map<string, Set<CatalogAction>>();
  for (const { value } of statement.action.entries) {
    const found = actionsNamed(value, catalog);
    if (found.length === 0) unrecognized.add(value);
    for (const action of found) named.set(action.service, (named.get(action.service) ?? new Set()).add(action));
  }
  if (!statement.action.negated) return { statement, actions: named };
  const others = catalog.services().map(({ prefix }) => {
    const excluded = named.get(prefix);
    return [prefix, new Set(catalog.actionsOf(prefix).filter((action) => !excluded?.has(action)))] as const;
  });
  return { statement, actions: new Map(others) };
}

function actionsNamed(entry: string, catalog: Catalog): readonly CatalogAction[] {
  const { service, glob } = actionPattern(entry);
  if (!/[*?]/.test(entry)) {
    const action = catalog.action(entry);
    return action ? [action] : [];
  }
  const candidates = service === null ? catalog.actions() : catalog.actionsOf(service);
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
  const entries = resource.entries.map(({ value }) => value);
  if (resource.negated) return entries.map((entry) => `not ${entry}`);
  const services = new Set(catalog.resourceTypesOf(service).map(({ arn }) => arn.split(':')[2] ?? ''));
  const own = entries.filter((entry) => {
    const named = entry.split(':')[2];
    return named === undefined || /[*?]/.test(named) || services.has(named);
  });
  return own.length > 0 ? own : entries;
}
