import { actionsNamed, supportsKey, toActionPattern } from '../action-patterns';
import type { PolicyCatalog } from '../catalog';
import { atClause, type Check, type CheckContext, type ClauseInPlace, clausesOf, holdsWhenMissing, listed } from '../check';

/**
 * Checks for `aws:ResourceTag` with services that don't support it, to which the statement never applies. AWS: "Deny with unsupported tag
 * condition key for service" and its three companions.
 */
const RESOURCE_TAG = 'aws:ResourceTag/${TagKey}';

function* tagClauses(context: CheckContext): Iterable<ClauseInPlace> {
  for (const place of clausesOf(context)) {
    if (/^aws:resourcetag\/./i.test(place.clause.key) && !holdsWhenMissing(place)) yield place;
  }
}

/** Returns the statement's services with actions that never carry the tag key: a single named action, or all that a pattern matches. */
function servicesWithoutTags({ statement }: ClauseInPlace, catalog: PolicyCatalog): string[] {
  const services = new Set<string>();
  for (const { text } of statement.action?.entries ?? []) {
    const pattern = toActionPattern(text);
    const actions = actionsNamed(catalog, text);
    if (pattern.kind !== 'one' || !actions || actions.length === 0) continue;
    if (!actions.some((action) => supportsKey(catalog, action, RESOURCE_TAG))) services.add(pattern.service.toLowerCase());
  }
  return [...services].sort();
}

function* unsupported(context: CheckContext, catalog: PolicyCatalog, effect: 'Allow' | 'Deny') {
  for (const place of tagClauses(context)) {
    if (place.statement.effect !== effect || place.statement.action?.negated !== false) continue;
    const services = servicesWithoutTags(place, catalog);
    if (services.length === 0) continue;
    const outcome = effect === 'Deny' ? 'are not denied' : 'are not allowed';
    const details = `Actions named here of ${listed(services)} never carry ${place.clause.key}, so they ${outcome} by this statement. Move them to a statement without it.`;
    yield { details, locations: [atClause(place.clause)] };
  }
}

function* unsupportedNotAction(context: CheckContext, effect: 'Allow' | 'Deny') {
  for (const { statement, clause } of tagClauses(context)) {
    if (statement.effect !== effect || statement.action?.negated !== true) continue;
    const outcome = effect === 'Deny' ? 'denies less' : 'allows less';
    const details = `NotAction takes in services that never carry ${clause.key}, so the statement ${outcome} than it seems to. List the actions under Action.`;
    yield { details, locations: [atClause(clause)] };
  }
}

export const TAG_KEY_CHECKS: readonly Check[] = [
  {
    code: 'DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    findingType: 'SECURITY_WARNING',
    needs: 'catalog',
    run: (context, catalog) => unsupported(context, catalog, 'Deny'),
  },
  {
    code: 'DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    run: (context) => unsupportedNotAction(context, 'Deny'),
  },
  {
    code: 'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    findingType: 'SUGGESTION',
    needs: 'catalog',
    run: (context, catalog) => unsupported(context, catalog, 'Allow'),
  },
  {
    code: 'ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    run: (context) => unsupportedNotAction(context, 'Allow'),
  },
];
