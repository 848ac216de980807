import { parseArn } from '../../arn/parse-arn';
import {
  at,
  atClause,
  atElement,
  type Check,
  type CheckContext,
  type ClauseInPlace,
  clausesOf,
  hasVariable,
  keyIs,
  listed,
} from '../check';
import type { DraftPrincipal, DraftPrincipalEntry, DraftStatement } from '../draft';
import { addItem, removeItems, replaceString } from '../edits';
import { covers } from '../patterns';
import type { Fix } from '../types';
import { renameOperator } from './condition-shape';

type TrustStatement = { statement: DraftStatement; principal: DraftPrincipal };

function* trustStatements({ draft }: CheckContext): Iterable<TrustStatement> {
  for (const statement of draft.statements) if (statement.principal) yield { statement, principal: statement.principal };
}

/** Tests whether the statement's Action matches the action, by a pattern or its name. */
function names({ action }: DraftStatement, wanted: string): boolean {
  if (!action || action.negated) return false;
  return action.entries.some(({ text }) => covers(text.toLowerCase(), wanted.toLowerCase()));
}

/** The providers that IAM knows without an ARN. */
const DOMAINS = ['cognito-identity.amazonaws.com', 'www.amazon.com', 'graph.facebook.com', 'accounts.google.com'];

type Provider = { kind: 'saml' | 'oidc' | 'other'; issuer: string };

function toProvider(text: string): Provider {
  const resource = parseArn(text)?.resource;
  if (resource?.startsWith('saml-provider/')) return { kind: 'saml', issuer: '' };
  if (resource?.startsWith('oidc-provider/')) return { kind: 'oidc', issuer: resource.slice('oidc-provider/'.length) };
  return DOMAINS.includes(text) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/\S*)?$/i.test(text)
    ? { kind: 'oidc', issuer: text }
    : { kind: 'other', issuer: '' };
}

const federated = ({ entries }: DraftPrincipal) => entries.filter(({ key }) => key === 'Federated');

const GITHUB = 'token.actions.githubusercontent.com';

/** Returns the conditions on claims of an issuer. */
const claimsOf = ({ clauses }: DraftStatement, issuer: string) =>
  clauses.filter(({ key }) => key.toLowerCase().startsWith(`${issuer.toLowerCase()}:`));

/** Returns the action that must be allowed beside AssumeRole for a request to carry the key. */
function companionOf(key: string): string | undefined {
  if (/^aws:requesttag\/|^aws:tagkeys$|^sts:transitivetagkeys$/i.test(key)) return 'sts:TagSession';
  if (/^sts:sourceidentity$/i.test(key)) return 'sts:SetSourceIdentity';
  return /^sts:requestcontext/i.test(key) ? 'sts:SetContext' : undefined;
}

function addAction({ action }: DraftStatement, missing: readonly string[]): Fix | undefined {
  const [only] = missing;
  if (!action || only === undefined || missing.length > 1) return undefined;
  const edits = addItem(action.node, only);
  return edits.length > 0 ? { title: `Add ${only}`, edits } : undefined;
}

const ROLES_ANYWHERE = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

/** Yields audience claims under a set qualifier. An audience is a single value. */
function* qualifiedAudiences(context: CheckContext, qualifier: 'ForAllValues' | 'ForAnyValue'): Iterable<ClauseInPlace> {
  for (const place of clausesOf(context)) {
    if (/[.\w]:o?aud$/i.test(place.clause.key) && place.operator?.qualifier === qualifier) yield place;
  }
}

function unqualified({ statement, clause }: ClauseInPlace): { fix?: Fix } {
  const edits = renameOperator(statement, clause, clause.operator.replace(/^[^:]*:/, ''));
  return edits ? { fix: { title: 'Remove the qualifier', edits } } : {};
}

export const TRUST_CHECKS: readonly Check[] = [
  {
    code: 'ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const { statement, principal } of trustStatements(context)) {
        const everybody = principal.entries.find(({ key, text }) => text === '*' && (key === 'Any' || key === 'AWS'));
        // A wildcard limited by a condition is the usual way to trust an organization.
        if (!everybody || statement.effect !== 'Allow' || statement.clauses.length > 0) continue;
        yield {
          details: 'Anybody in any account could assume the role. Name who may, or add a condition.',
          locations: [at(everybody)],
        };
      }
    },
  },
  {
    code: 'INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const { principal } of trustStatements(context))
        for (const entry of federated(principal)) {
          if (/[*?]/.test(entry.text) || hasVariable(entry.text) || toProvider(entry.text).kind !== 'other') continue;
          const details = `"${entry.text}" is not an identity provider: write the ARN of a SAML or OpenID Connect provider, or a provider's domain.`;
          yield { details, locations: [at(entry)] };
        }
    },
  },
  {
    code: 'MISMATCHED_ACTION_FOR_PRINCIPAL',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const { statement, principal } of trustStatements(context)) {
        if (statement.action?.negated !== false || statement.effect !== 'Allow') continue;
        for (const action of statement.action.entries) {
          const wrong = principal.entries.filter((entry) => !mayUse(entry, action.text));
          if (wrong.length === 0) continue;
          const details = `${action.text} cannot be called by ${listed(wrong.map(({ text }) => text))}: AssumeRoleWithSAML is for SAML providers, AssumeRoleWithWebIdentity for OpenID Connect providers, AssumeRole for all others.`;
          const meant = wrong.length === principal.entries.length ? actionOf(principal.entries) : undefined;
          const locations = [at(action), ...wrong.map(at)];
          if (meant === undefined || names(statement, meant)) yield { details, locations };
          else yield { details, locations, fix: { title: `Write ${meant}`, edits: [replaceString(action.span, meant)] } };
        }
      }
    },
  },
  {
    code: 'MISSING_ACTION_FOR_CONDITION_KEY',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const { statement, clause } of clausesOf(context)) {
        const needed = companionOf(clause.key);
        if (!needed || statement.effect !== 'Allow' || statement.action?.negated !== false || names(statement, needed)) continue;
        const fix = addAction(statement, [needed]);
        const details = `Requests carry ${clause.key} only where the policy allows ${needed}. Add ${needed} to Action.`;
        yield { details, locations: [atClause(clause)], ...(fix ? { fix } : {}) };
      }
    },
  },
  {
    code: 'MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const { statement, principal } of trustStatements(context)) {
        const service = principal.entries.find(({ key, text }) => key === 'Service' && text === 'rolesanywhere.amazonaws.com');
        if (!service || statement.effect !== 'Allow' || !statement.action) continue;
        const allowed = context.draft.statements.filter(
          (other) => other.effect === 'Allow' && other.principal?.entries.some(({ text }) => text === service.text),
        );
        const missing = ROLES_ANYWHERE.filter((action) => !allowed.some((other) => names(other, action)));
        if (missing.length === 0) continue;
        const fix = addAction(statement, missing);
        const details = `IAM Roles Anywhere needs ${ROLES_ANYWHERE.join(', ')} to assume a role; ${listed(missing)} is missing.`;
        yield { details, locations: [atElement(statement.action)], ...(fix ? { fix } : {}) };
      }
    },
  },
  {
    code: 'MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const { statement, principal } of trustStatements(context))
        for (const entry of statement.effect === 'Allow' ? federated(principal) : []) {
          const { kind, issuer } = toProvider(entry.text);
          if (kind !== 'oidc' || claimsOf(statement, issuer).length > 0) continue;
          const details = `Every user of ${issuer} could assume the role. Add a condition on one of its claims, such as ${issuer}:sub.`;
          yield { details, locations: [at(entry)] };
        }
    },
  },
  {
    code: 'MISSING_GITHUB_REPO_CONDITION_KEY',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const { statement, principal } of trustStatements(context)) {
        const entry = federated(principal).find(({ text }) => toProvider(text).issuer === GITHUB);
        if (!entry || statement.effect !== 'Allow' || statement.clauses.some((clause) => keyIs(clause, `${GITHUB}:sub`)))
          continue;
        const details = `Workflows of every repository on GitHub could assume the role. Add a condition on ${GITHUB}:sub with repository and branch.`;
        yield { details, locations: [at(entry)] };
      }
    },
  },
  {
    code: 'SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED',
    findingType: 'WARNING',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const { statement, clause, operator } of clausesOf(context)) {
        if (!keyIs(clause, `${GITHUB}:sub`) || !operator?.base.wildcards || operator.base.negated || statement.effect !== 'Allow')
          continue;
        const branchElsewhere = statement.clauses.some((other) => keyIs(other, `${GITHUB}:ref`));
        const wide = clause.values.filter(({ text }) => isWideSubject(text, branchElsewhere));
        if (wide.length === 0) continue;
        const details = `A wildcard in ${clause.key} can let in workflows of other repositories or branches. Write the repository and the branch in full.`;
        yield { details, locations: wide.map(at) };
      }
    },
  },
  {
    code: 'REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const { principal } of trustStatements(context)) {
        const roles = new Map(principal.entries.map((one) => [roleNamed(one.text), one]));
        for (const entry of principal.entries) {
          const session = roleOfSession(entry.text);
          const role = session === undefined ? undefined : roles.get(session);
          if (!role) continue;
          const fix = removeEntry(principal, entry);
          const details = `${entry.text} is a session of ${role.text}, which is trusted as a whole. Remove the session.`;
          yield { details, locations: [at(entry)], ...(fix ? { fix } : {}) };
        }
      }
    },
  },
  {
    code: 'FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE',
    findingType: 'SECURITY_WARNING',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const place of qualifiedAudiences(context, 'ForAnyValue')) {
        const details = `${place.clause.key} has one value. ForAnyValue is made for several and can let in more than was meant: remove it.`;
        yield { details, locations: [atClause(place.clause)], ...unqualified(place) };
      }
    },
  },
  {
    code: 'CONFIRM_AUDIENCE_CLAIM_TYPE',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    kinds: ['trust'],
    *run(context) {
      for (const place of qualifiedAudiences(context, 'ForAllValues')) {
        const details = `${place.clause.key} names the audience of the token. Unless the provider sends several, ForAllValues does not belong here.`;
        yield { details, locations: [atClause(place.clause)], ...unqualified(place) };
      }
    },
  },
];

const ASSUME_ACTIONS = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];

/** Returns the common action with which all of these assume a role. */
function actionOf(entries: readonly DraftPrincipalEntry[]): string | undefined {
  const usable = ASSUME_ACTIONS.filter((action) => entries.every((entry) => mayUse(entry, action)));
  return usable.length === 1 ? usable[0] : undefined;
}

function mayUse({ key, text }: DraftPrincipalEntry, action: string): boolean {
  const provider = key === 'Federated' ? toProvider(text).kind : 'none';
  switch (action.toLowerCase()) {
    case 'sts:assumerole':
      return provider === 'none' || provider === 'other';
    case 'sts:assumerolewithsaml':
      return provider === 'saml' || provider === 'other';
    case 'sts:assumerolewithwebidentity':
      return provider === 'oidc' || provider === 'other';
    default:
      return true;
  }
}

/**
 * Tests a subject `repo:owner/name:ref:refs/heads/branch`. The owner and name must be exact, and the branch too unless another claim fixes
 * it.
 */
function isWideSubject(text: string, branchElsewhere: boolean): boolean {
  const [, repository = '', ...rest] = text.split(':');
  return !/[*?]/.test(text)
    ? false
    : /[*?]/.test(repository) ||
        !text.startsWith('repo:') ||
        rest.length === 0 ||
        (!branchElsewhere && /[*?]/.test(rest.join(':')));
}

/** Returns `account/name` of the role in an ARN. Session ARNs don't contain their role's path. */
function roleNamed(text: string): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) return undefined;
  return `${arn.accountId}/${arn.resource.slice(arn.resource.lastIndexOf('/') + 1)}`;
}

function roleOfSession(text: string): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'sts' || !arn.resource.startsWith('assumed-role/')) return undefined;
  return `${arn.accountId}/${arn.resource.split('/', 2)[1]}`;
}

function removeEntry({ node }: DraftPrincipal, entry: DraftPrincipalEntry): Fix | undefined {
  const list = node.kind === 'object' ? node.members.find(({ key }) => key === entry.key)?.value : undefined;
  if (list?.kind !== 'array' || list.items.length < 2) return undefined;
  const index = list.items.findIndex(({ span }) => span.start.offset === entry.span.start.offset);
  return { title: 'Remove the session', edits: removeItems(list, new Set([index])) };
}
