import {
  at,
  atClause,
  atElement,
  atKey,
  type Check,
  type CheckContext,
  hasKey,
  hasVariable,
  hasWildcard,
  keyIs,
  listed,
} from '../check';
import type { DraftPrincipal, DraftPrincipalEntry, DraftStatement } from '../draft';
import { replaceString } from '../edits';
import { isServicePrincipal } from './condition-values';

type PrincipalInPlace = { statement: DraftStatement; principal: DraftPrincipal };

function* principalsOf({ draft }: CheckContext): Iterable<PrincipalInPlace> {
  for (const statement of draft.statements) if (statement.principal) yield { statement, principal: statement.principal };
}

function* entriesOf(context: CheckContext, ...keys: readonly string[]): Iterable<DraftPrincipalEntry> {
  for (const { principal } of principalsOf(context))
    for (const entry of principal.entries) if (keys.includes(entry.key)) yield entry;
}

/** Yields statements that allow only a service. */
function* serviceGrants(context: CheckContext): Iterable<PrincipalInPlace> {
  for (const place of principalsOf(context)) {
    const { statement, principal } = place;
    if (statement.effect !== 'Allow' || principal.negated || principal.entries.length === 0) continue;
    if (principal.entries.every(({ key }) => key === 'Service')) yield place;
  }
}

export const SOURCE_KEYS = ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];
const SOURCES = SOURCE_KEYS.join(', ');

/** The keys about a caller with an account, which a service principal lacks. */
const ACCOUNT_CALLER_KEYS = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:username'];

const ROLE_ID = /^AROA[A-Z0-9]{4,}/;
const USER_ID = /^AIDA[A-Z0-9]{4,}/;

export const PRINCIPAL_CHECKS: readonly Check[] = [
  {
    code: 'EMPTY_OBJECT_PRINCIPAL',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { principal } of principalsOf(context)) {
        if (principal.node.kind !== 'object' || principal.node.members.length > 0) continue;
        yield {
          details: `${principal.name} names nobody, so the statement does nothing. Name the principals.`,
          locations: [atElement(principal)],
        };
      }
    },
  },
  {
    code: 'EMPTY_ARRAY_PRINCIPAL',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { principal } of principalsOf(context)) {
        const members = principal.node.kind === 'object' ? principal.node.members : [];
        for (const { key, keySpan, value } of members) {
          if (value.kind !== 'array' || value.items.length > 0) continue;
          const details = `The list of ${key} principals is empty, so it names nobody. Name the principals.`;
          yield { details, locations: [atKey([...principal.path, key], keySpan)] };
        }
      }
    },
  },
  {
    code: 'UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const entry of entriesOf(context, 'AWS', 'Service', 'Federated', 'CanonicalUser')) {
        if (!hasWildcard(entry.text) || (entry.key === 'AWS' && entry.text === '*')) continue;
        const details =
          entry.key === 'AWS'
            ? `A principal is named in full or is "*" alone; "${entry.text}" is a pattern. Use "*" with a condition on aws:PrincipalArn.`
            : `${entry.key} principals have no wildcards: "${entry.text}" must name one.`;
        yield { details, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'INVALID_SERVICE_PRINCIPAL_FORMAT',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const entry of entriesOf(context, 'Service')) {
        if (hasWildcard(entry.text) || hasVariable(entry.text) || isServicePrincipal(entry.text)) continue;
        const lower = entry.text.toLowerCase();
        const guess = isServicePrincipal(lower) ? lower : /^[a-z0-9-]+$/.test(lower) ? `${lower}.amazonaws.com` : undefined;
        yield {
          details: `"${entry.text}" does not name a service. Write service.amazonaws.com, in lower case.`,
          locations: [at(entry)],
          ...(guess ? { fix: { title: `Write ${guess}`, edits: [replaceString(entry.span, guess)] } } : {}),
        };
      }
    },
  },
  {
    code: 'FEDERATED_PRINCIPAL_NOT_SUPPORTED',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['resource', 'vpcEndpoint'],
    *run(context) {
      for (const entry of entriesOf(context, 'Federated')) {
        const details = 'Identity providers are principals of role trust policies only. Name the role that their users assume.';
        yield { details, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'INVALID_ROLE_REFERENCE',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const entry of entriesOf(context, 'AWS')) {
        if (!ROLE_ID.test(entry.text)) continue;
        const details = `${entry.text} is the unique id of a role, perhaps of one that was deleted. Name the role by its ARN.`;
        yield { details, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'INVALID_USER_REFERENCE',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const entry of entriesOf(context, 'AWS')) {
        if (!USER_ID.test(entry.text)) continue;
        const details = `${entry.text} is the unique id of a user, perhaps of one that was deleted. Name the user by its ARN.`;
        yield { details, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'ALLOW_WITH_NOT_PRINCIPAL',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { statement, principal } of principalsOf(context)) {
        if (statement.effect !== 'Allow' || !principal.negated) continue;
        const details =
          'Allow with NotPrincipal allows everybody except the named principals, even callers without an account. Name the principals under Principal.';
        yield { details, locations: [atElement(principal)] };
      }
    },
  },
  {
    code: 'RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    kinds: ['resource'],
    *run(context) {
      for (const { statement, principal } of serviceGrants(context)) {
        if (hasKey(statement, ...SOURCE_KEYS, 'aws:SourceOwner') || hasRefererOnly(statement)) continue;
        const details = `The service may act here for the resources of any account. Add a condition on one of ${SOURCES}.`;
        yield { details, locations: [atElement(principal)] };
      }
    },
  },
  {
    code: 'RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    kinds: ['resource'],
    *run(context) {
      for (const { statement, principal } of serviceGrants(context)) {
        if (hasKey(statement, ...SOURCE_KEYS) || !hasRefererOnly(statement)) continue;
        const names = listed(principal.entries.flatMap(({ text }) => text.split('.', 1)));
        const found = statement.clauses.find((clause) => keyIs(clause, 'aws:referer', 'aws:SourceOwner'));
        if (!found) continue;
        const details = `To tie ${names} to your own resources, use one of ${SOURCES} instead of ${found.key}.`;
        yield { details, locations: [atClause(found)] };
      }
    },
  },
  {
    code: 'UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['resource', 'trust'],
    *run(context) {
      for (const { statement } of serviceGrants(context)) {
        const found = statement.clauses.filter(
          (clause) => keyIs(clause, ...ACCOUNT_CALLER_KEYS) || /^aws:principaltag\//i.test(clause.key),
        );
        if (found.length === 0) continue;
        const names = listed(found.map(({ key }) => key));
        const details = `A service principal has no account, so it never carries ${names}: remove the condition, or use one of ${SOURCES}.`;
        yield { details, locations: found.map(atClause) };
      }
    },
  },
];

/** Tests for the old keys about the party that a service acts for. */
const hasRefererOnly = (statement: DraftStatement) => hasKey(statement, 'aws:referer', 'aws:SourceOwner');
