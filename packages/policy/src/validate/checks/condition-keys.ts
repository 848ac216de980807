import { parseDate } from '../../condition/date';
import { parseDecimal } from '../../condition/decimal';
import { parseIpRange } from '../../condition/ip';
import { conditionOperator, type OperatorFamily } from '../../condition/operators';
import type { CatalogConditionKey, ConditionKeyType, PolicyCatalog } from '../catalog';
import { atClause, atKey, type Check, type CheckContext, type ClauseInPlace, clausesOf, keyIs } from '../check';
import { replaceString } from '../edits';
import { lacksTagKey, renameOperator } from './condition-shape';

type KnownClause = ClauseInPlace & { key: CatalogConditionKey; operator: NonNullable<ClauseInPlace['operator']> };

function* knownClauses(context: CheckContext, catalog: PolicyCatalog): Iterable<KnownClause> {
  for (const place of clausesOf(context)) {
    const key = catalog.conditionKey(place.clause.key);
    if (key && place.operator) yield { ...place, operator: place.operator, key };
  }
}

type UnknownClause = ClauseInPlace & { prefix: string };

/** Yields valid keys that nobody defines. `aws:ARN` and families without a tag key have their own checks. */
function* unknownClauses(context: CheckContext, catalog: PolicyCatalog): Iterable<UnknownClause> {
  for (const place of clausesOf(context)) {
    const { key } = place.clause;
    const colon = key.indexOf(':');
    if (colon < 1 || colon === key.length - 1 || lacksTagKey(key) || keyIs(place.clause, 'aws:ARN')) continue;
    if (!catalog.conditionKey(key)) yield { ...place, prefix: key.slice(0, colon).toLowerCase() };
  }
}

function* unknownKeys(places: Iterable<UnknownClause>, catalog: PolicyCatalog, sentence: (key: string) => string) {
  for (const { clause } of places) {
    const meant = catalog.suggestConditionKey(clause.key);
    const usable = meant !== undefined && !meant.includes('${');
    yield {
      details: `${sentence(clause.key)}${usable ? ` Did you mean ${meant}?` : ''}`,
      locations: [atClause(clause)],
      ...(usable ? { fix: { title: `Write ${meant}`, edits: [replaceString(clause.keySpan, meant)] } } : {}),
    };
  }
}

const FAMILY_OF: Readonly<Record<ConditionKeyType, readonly OperatorFamily[]>> = {
  // AWS: some keys of type String contain ARNs, which only the values show.
  String: ['String'],
  // AWS: "ARN condition operators": string operators compare ARNs too, and StringLike has its own warning.
  ARN: ['Arn', 'String'],
  Bool: ['Bool'],
  Numeric: ['Numeric'],
  Date: ['Date'],
  IPAddress: ['IpAddress'],
  Binary: ['Binary', 'String'],
};

function fits({ key, clause, operator }: KnownClause): boolean {
  const { family } = operator.base;
  if (family === 'Null' || FAMILY_OF[key.type].includes(family)) return true;
  if (keyIs(clause, 'aws:EpochTime') && family === 'Numeric') return true;
  return key.type === 'String' && family === 'Arn' && clause.values.every(({ text }) => /^(?:arn:|\*$|\$\{)/.test(text));
}

/** Returns the equivalent operator for the key's type, or undefined if its family has none or the values have another type. */
function operatorFor({ key, clause, operator }: KnownClause): string | undefined {
  const family = FAMILY_OF[key.type][0];
  const { base } = operator;
  const comparison = base.name.replace(/^(?:String|Numeric|Date|Bool|Binary|Arn)|IpAddress$/, '') || 'Equals';
  const equals = /^(?:Not)?(?:Equals|Like|EqualsIgnoreCase)?$/.test(comparison);
  const names: Readonly<Record<string, string | undefined>> = {
    IpAddress: equals ? `${base.negated ? 'Not' : ''}IpAddress` : undefined,
    Bool: equals && !base.negated ? 'Bool' : undefined,
    Binary: equals && !base.negated ? 'BinaryEquals' : undefined,
  };
  const plain = equals ? `${base.negated ? 'Not' : ''}Equals` : comparison;
  const name = family !== undefined && family in names ? names[family] : `${family}${plain}`;
  if (name === undefined || conditionOperator(name) === null) return undefined;
  const readable = clause.values.every(({ text }) => isReadable(family, text));
  return readable ? clause.operator.replace(base.name, name) : undefined;
}

function isReadable(family: OperatorFamily | undefined, text: string): boolean {
  switch (family) {
    case 'Bool':
      return /^(?:true|false)$/i.test(text);
    case 'Numeric':
      return parseDecimal(text) !== null;
    case 'Date':
      return parseDate(text) !== null;
    case 'IpAddress':
      return parseIpRange(text) !== null;
    case 'Arn':
      return text.startsWith('arn:');
    default:
      return true;
  }
}

const ARN_OPERATOR: Readonly<Record<string, string>> = { StringLike: 'ArnLike', StringNotLike: 'ArnNotLike' };

export const CONDITION_KEY_CHECKS: readonly Check[] = [
  {
    code: 'UNSUPPORTED_GLOBAL_CONDITION_KEY',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { clause } of clausesOf(context)) {
        if (!keyIs(clause, 'aws:ARN')) continue;
        const details =
          'The condition key aws:ARN no longer exists. aws:PrincipalArn names the caller, aws:SourceArn the resource a service acts for.';
        const fix = { title: 'Write aws:PrincipalArn', edits: [replaceString(clause.keySpan, 'aws:PrincipalArn')] };
        yield { details, locations: [atClause(clause)], fix };
      }
    },
  },
  {
    code: 'DEPRECATED_GLOBAL_CONDITION_KEY',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { clause } of clausesOf(context)) {
        if (!keyIs(clause, 'aws:SourceOwner')) continue;
        const fix = { title: 'Write aws:SourceAccount', edits: [replaceString(clause.keySpan, 'aws:SourceAccount')] };
        yield { details: 'aws:SourceOwner is deprecated. aws:SourceAccount means the same.', locations: [atClause(clause)], fix };
      }
    },
  },
  {
    code: 'INVALID_GLOBAL_CONDITION_KEY',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      const places = [...unknownClauses(context, catalog)].filter(({ prefix }) => prefix === 'aws');
      yield* unknownKeys(places, catalog, (key) => `There is no global condition key ${key}.`);
    },
  },
  {
    code: 'INVALID_SERVICE_CONDITION_KEY',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      const places = [...unknownClauses(context, catalog)].filter(({ prefix }) => catalog.isLoaded(prefix));
      yield* unknownKeys(places, catalog, (key) => `The service ${key.slice(0, key.indexOf(':'))} has no condition key ${key}.`);
    },
  },
  {
    code: 'INVALID_SERVICE',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { clause, prefix } of unknownClauses(context, catalog)) {
        if (prefix === 'aws' || catalog.hasService(prefix)) continue;
        yield {
          details: `There is no service with the prefix ${prefix}, so there is no condition key ${clause.key}.`,
          locations: [atClause(clause)],
        };
      }
    },
  },
  {
    code: 'MISSING_QUALIFIER',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { key, clause, operator } of knownClauses(context, catalog)) {
        if (!key.multivalued || operator.qualifier !== null || operator.base.family === 'Null') continue;
        const details = `A request can carry several values of ${clause.key}. Say with ForAllValues or ForAnyValue whether all or any of them must pass.`;
        yield { details, locations: [atKey(clause.operatorPath, clause.operatorSpan), atClause(clause)] };
      }
    },
  },
  {
    code: 'FORALLVALUES_WITH_SINGLE_VALUED_KEY',
    findingType: 'SECURITY_WARNING',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { key, statement, clause, operator } of knownClauses(context, catalog)) {
        if (key.multivalued || operator.qualifier !== 'ForAllValues' || statement.effect !== 'Allow') continue;
        const edits = renameOperator(statement, clause, clause.operator.replace('ForAllValues:', ''));
        const details = `${clause.key} has one value, and ForAllValues also holds when a request lacks it. Remove ForAllValues.`;
        yield { details, locations: [atClause(clause)], ...(edits ? { fix: { title: 'Remove ForAllValues', edits } } : {}) };
      }
    },
  },
  {
    code: 'TYPE_MISMATCH',
    findingType: 'WARNING',
    needs: 'catalog',
    *run(context, catalog) {
      for (const place of knownClauses(context, catalog)) {
        if (fits(place)) continue;
        const { key, clause } = place;
        const details = `${clause.key} is of type ${key.type}, which ${clause.operator} does not compare. Use an operator of the family ${FAMILY_OF[key.type][0]}.`;
        const meant = operatorFor(place);
        const edits = meant === undefined ? undefined : renameOperator(place.statement, clause, meant);
        yield {
          details,
          locations: [atKey(clause.operatorPath, clause.operatorSpan), atClause(clause)],
          ...(edits ? { fix: { title: `Use ${meant}`, edits } } : {}),
        };
      }
    },
  },
  {
    code: 'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS',
    findingType: 'SECURITY_WARNING',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { key, statement, clause, operator } of knownClauses(context, catalog)) {
        const better = ARN_OPERATOR[operator.base.name];
        if (key.type !== 'ARN' || !better || !clause.values.some(({ text }) => /[*?]/.test(text))) continue;
        const edits = renameOperator(statement, clause, clause.operator.replace(operator.base.name, better));
        const details = `In ${operator.base.name} a wildcard runs past the colons of an ARN, into other accounts and services. ${better} compares part by part.`;
        yield { details, locations: [atClause(clause)], ...(edits ? { fix: { title: `Use ${better}`, edits } } : {}) };
      }
    },
  },
];
