import {
  at,
  atClause,
  atStatement,
  type Check,
  type CheckContext,
  type ClauseInPlace,
  clausesOf,
  hasKey,
  hasWildcard,
  keyIs,
  listed,
} from '../check';
import type { DraftEntry, DraftStatement } from '../draft';
import { replaceString } from '../edits';
import { renameOperator } from './condition-shape';

/** Checks for conditions that hold more or less often than their author expects. */

/**
 * AWS: "AWS global condition context keys" calls these keys sensitive: a pattern in them trusts unknown accounts, organizations or
 * networks.
 */
const SENSITIVE_KEYS = [
  'aws:PrincipalAccount',
  'aws:PrincipalOrgID',
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  'aws:SourceAccount',
  'aws:SourceOrgID',
  'aws:SourceVpc',
  'aws:SourceVpce',
  'aws:VpceAccount',
  'aws:VpceOrgID',
];

/**
 * AWS requires six characters before a wildcard in certain keys without naming them. These certainly are: they begin with an organization's
 * id.
 */
const PREFIXED_KEYS = ['aws:PrincipalOrgPaths', 'aws:ResourceOrgPaths', 'aws:SourceOrgPaths', 'aws:VpceOrgPaths'];
const LEAST_PREFIX = 6;

/**
 * A variable with a value that a caller can influence, such as a tag. `${*}` is a literal character, and an id set by AWS is as exact as a
 * literal one: comparing aws:ResourceAccount with ${aws:PrincipalAccount} is good practice.
 */
const OPEN_VARIABLE = new RegExp(`\\$\\{(?![*?$]\\}|(?:${SENSITIVE_KEYS.join('|')})\\})`, 'i');

/** A bare star belongs to the checks for conditions that always or never hold. */
function* tooOpen(context: CheckContext, opens: (text: string) => number, noun: string) {
  for (const { clause, operator } of clausesOf(context)) {
    if (operator?.base.family !== 'String' && operator?.base.family !== 'Arn') continue;
    for (const value of clause.values) {
      const place = opens(value.text);
      if (place < 0 || value.text === '*') continue;
      const details = tooOpenDetails(clause.key, value.text, place, noun);
      if (details && (noun === 'variable' || operator.base.wildcards)) yield { details, locations: [at(value)] };
    }
  }
}

function tooOpenDetails(key: string, text: string, place: number, noun: string): string | undefined {
  const among = (keys: readonly string[]) => keys.some((candidate) => candidate.toLowerCase() === key.toLowerCase());
  if (among(SENSITIVE_KEYS))
    return `${key} decides whom to trust, so a ${noun} in it can let in what nobody meant. Write the exact value.`;
  if (among(PREFIXED_KEYS) && place < LEAST_PREFIX) {
    return `A ${noun} at the start of ${key} takes in other organizations. Write at least ${LEAST_PREFIX} characters before it.`;
  }
  const colon = text.indexOf(':');
  if (key.toLowerCase() === 'aws:userid' && place < colon && colon !== 1 && text.slice(0, colon) !== text.slice(place, colon)) {
    return `A ${noun} before the colon of ${key} takes in other principals. Use it behind the colon, or alone before it.`;
  }
  return undefined;
}

/** Yields clauses that compare a key only with `*` by a pattern operator. */
function* starred(context: CheckContext): Iterable<ClauseInPlace & { form: StarForm }> {
  for (const place of clausesOf(context)) {
    const { clause, operator } = place;
    if (operator?.base.family !== 'String' || !operator.base.wildcards || !clause.values.some(({ text }) => text === '*'))
      continue;
    yield { ...place, form: starForm(place) };
  }
}

type StarForm = 'present' | 'missing' | 'always' | 'never';

function starForm({ operator }: ClauseInPlace): StarForm {
  const negated = operator?.base.negated ?? false;
  if (operator?.qualifier === 'ForAnyValue')
    return negated && !operator.ifExists ? 'never' : operator.ifExists ? 'always' : 'present';
  if (operator?.qualifier === 'ForAllValues') return negated ? 'missing' : 'always';
  if (operator?.ifExists) return negated ? 'missing' : 'always';
  return negated ? 'missing' : 'present';
}

/** The keys of every request. A condition for their absence never holds. */
const ALWAYS_PRESENT = [
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:PrincipalAccount',
  'aws:PrincipalType',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'aws:userid',
  'aws:ViaAWSService',
];

const neverHolds = ({ form, clause }: ClauseInPlace & { form: StarForm }) =>
  form === 'never' || (form === 'missing' && keyIs(clause, ...ALWAYS_PRESENT));

function* asNull(context: CheckContext, form: StarForm, value: 'true' | 'false') {
  for (const place of starred(context)) {
    if (place.form !== form || neverHolds(place)) continue;
    const { statement, clause } = place;
    const renamed = renameOperator(statement, clause, 'Null');
    const meaning = value === 'false' ? 'is present' : 'is missing';
    yield {
      details: `${clause.operator} with "*" holds whenever ${clause.key} ${meaning}. Null with "${value}" says so plainly.`,
      locations: [atClause(clause)],
      ...(renamed
        ? { fix: { title: `Use Null with "${value}"`, edits: [...renamed, replaceString(clause.node.span, value)] } }
        : {}),
    };
  }
}

const UNTRUSTWORTHY_KEYS = ['aws:UserAgent', 'aws:referer'];

/** The keys that need another key beside them to be meaningful. */
const PAIRS: readonly { key: string; partners: readonly string[] }[] = [
  { key: 'aws:VpcSourceIp', partners: ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceVpcArn'] },
  { key: 'aws:Ec2InstanceSourcePrivateIPv4', partners: ['aws:Ec2InstanceSourceVpc'] },
];

const VPCE_OWNER_KEYS = ['aws:VpceAccount', 'aws:VpceOrgID', 'aws:VpceOrgPaths'];
const DYNAMODB_READS = /^(?:\*|dynamodb:(?:\*|.*[*?].*|batchgetitem|getitem|query|scan|partiqlselect))$/i;

export const BROAD_CONDITION_CHECKS: readonly Check[] = [
  {
    code: 'WILDCARD_USAGE_TOO_PERMISSIVE',
    findingType: 'ERROR',
    needs: 'grammar',
    run: (context) => tooOpen(context, (text) => (hasWildcard(text) ? text.search(/[*?]/) : -1), 'wildcard'),
  },
  {
    code: 'VARIABLE_USAGE_TOO_PERMISSIVE',
    findingType: 'ERROR',
    needs: 'grammar',
    run: (context) => tooOpen(context, (text) => text.search(OPEN_VARIABLE), 'variable'),
  },
  {
    code: 'EQUIVALENT_TO_NULL_FALSE',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    run: (context) => asNull(context, 'present', 'false'),
  },
  {
    code: 'EQUIVALENT_TO_NULL_TRUE',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    run: (context) => asNull(context, 'missing', 'true'),
  },
  {
    code: 'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { form, clause } of starred(context)) {
        if (form !== 'always') continue;
        yield {
          details: `${clause.operator} with "*" always holds, so ${clause.key} restricts nothing here. Remove it.`,
          locations: [atClause(clause)],
        };
      }
    },
  },
  {
    code: 'REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const place of starred(context)) {
        if (!neverHolds(place)) continue;
        const { clause, statement } = place;
        const details = `${clause.operator} with "*" never holds for ${clause.key}, so the statement never applies.`;
        yield { details, locations: [atClause(clause), atStatement(statement)] };
      }
    },
  },
  {
    code: 'UNTRUSTWORTHY_CONDITION_KEY',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { clause } of clausesOf(context)) {
        if (!keyIs(clause, ...UNTRUSTWORTHY_KEYS)) continue;
        yield {
          details: `The caller chooses the value of ${clause.key}, so access should not depend on it.`,
          locations: [atClause(clause)],
        };
      }
    },
  },
  {
    code: 'MISSING_PAIRED_CONDITION_KEYS',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { statement, clause } of clausesOf(context)) {
        const pair = PAIRS.find(({ key }) => keyIs(clause, key));
        if (!pair || hasKey(statement, ...pair.partners)) continue;
        const details = `Private addresses repeat from network to network, so ${pair.key} alone trusts too many. Add a condition on ${listed(pair.partners)}.`;
        yield { details, locations: [atClause(clause)] };
      }
    },
  },
  {
    code: 'USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { statement, clause } of clausesOf(context)) {
        if (!keyIs(clause, ...VPCE_OWNER_KEYS) || !reachesAllServices(statement)) continue;
        const details = `Only some services send ${clause.key}; the statement reaches all of them. Name the actions of services that do.`;
        yield { details, locations: [atClause(clause)] };
      }
    },
  },
  {
    code: 'DYNAMODB_ATTRIBUTES_WITHOUT_SELECT',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { statement, clause } of clausesOf(context)) {
        if (statement.effect !== 'Allow' || !keyIs(clause, 'dynamodb:Attributes') || hasKey(statement, 'dynamodb:Select'))
          continue;
        if (statement.action?.negated === false && !statement.action.entries.some(({ text }) => DYNAMODB_READS.test(text)))
          continue;
        const details =
          'A read that names no attributes returns the whole item and passes this condition. Require dynamodb:Select to be SPECIFIC_ATTRIBUTES as well.';
        yield { details, locations: [atClause(clause)] };
      }
    },
  },
  {
    code: 'S3_PREFIX_IN_NEGATIVE_CONTEXT',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { statement, clause, operator } of clausesOf(context)) {
        if (!keyIs(clause, 's3:prefix') || operator?.base.family !== 'String') continue;
        const forbids = statement.effect === 'Deny' ? !operator.base.negated : operator.base.negated;
        if (!forbids || statement.effect === undefined) continue;
        const details =
          'Forbidding prefixes does not hide their objects: a request for a shorter prefix lists them all the same. Allow with StringLike, or deny with StringNotLike.';
        yield { details, locations: [atClause(clause)] };
      }
    },
  },
];

function reachesAllServices({ action }: DraftStatement): boolean {
  return action !== undefined && (action.negated || action.entries.some(({ text }: DraftEntry) => text === '*'));
}
