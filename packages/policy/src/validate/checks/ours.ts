import { canMatchNoResource, canMatchType } from '../../analyze/actions/resource-types-of-text';
import { accountOfArn } from '../../arn/parse-arn';
import type { Span } from '../../json/types';
import { matchGlob, plainGlob } from '../../match/glob';
import { resourcePattern } from '../../match/match-resource';
import { parsePolicy } from '../../policy/parse-policy';
import type { Policy } from '../../policy/types';
import { refusedOnSave } from '../../services/refused-on-save';
import { actionsNamed, fullName, toActionPattern } from '../action-patterns';
import { splitPattern } from '../arn-pattern';
import type { CatalogAction, PolicyCatalog } from '../catalog';
import {
  at,
  atClause,
  atElement,
  atStatement,
  type Check,
  type CheckContext,
  clausesOf,
  IDENTITY_KINDS,
  keyIs,
  listed,
} from '../check';
import { delegateAccount } from '../delegation';
import type { DraftElement, DraftStatement } from '../draft';
import { replaceString } from '../edits';
import { GLOBAL_SERVICES } from '../global-services';
import { renameOperator } from './condition-shape';

/** Checks that AWS lacks. Their codes start with GATEHOUSE_. */

/** AWS: IAM and STS API references, the pattern of policy documents. JSON refuses the control characters that it excludes. */
const UNSUPPORTED_CHARACTER = /[\u0100-\uFFFF]/g;
const MOST_CHARACTERS = 100;

const DELEGATION = 'AWS::Organizations::ResourcePolicy';

export const OUR_CHECKS: readonly Check[] = [
  {
    code: 'GATEHOUSE_NO_DELEGATE',
    findingType: 'ERROR',
    ours: true,
    needs: 'grammar',
    kinds: ['resource'],
    *run({ draft, options }) {
      if (options.resourceType !== DELEGATION) return;
      for (const { principal } of draft.statements) {
        if (principal?.negated || principal?.node.kind === 'string')
          yield {
            details:
              'A delegation policy names its delegates: {"AWS": …} with accounts of the organization, or their users and roles.',
            locations: [atElement(principal)],
          };
        for (const entry of principal?.node.kind === 'object' ? principal.entries : []) {
          if (delegateAccount({ key: entry.key, value: entry.text }) !== null) continue;
          const details = `${entry.text} can be no delegate. Name an account of the organization, or a user or role in one.`;
          yield { details, locations: [at(entry)] };
        }
      }
    },
  },
  {
    code: 'GATEHOUSE_DELEGATION_WITH_NOT_ACTION',
    findingType: 'ERROR',
    ours: true,
    needs: 'grammar',
    kinds: ['resource'],
    *run({ draft, options }) {
      for (const { action } of options.resourceType === DELEGATION ? draft.statements : []) {
        if (!action?.negated) continue;
        const details = 'A delegation policy names the actions that it delegates: NotAction would reach others. Write Action.';
        yield { details, locations: [atElement(action)] };
      }
    },
  },
  {
    code: 'GATEHOUSE_UNSUPPORTED_CHARACTER',
    findingType: 'ERROR',
    ours: true,
    needs: 'grammar',
    kinds: [...IDENTITY_KINDS, 'trust'],
    *run({ text, draft }) {
      const found = [...text.matchAll(UNSUPPORTED_CHARACTER)].slice(0, MOST_CHARACTERS);
      const [first] = found;
      if (!first) return;
      const spans = found.map(({ index }) => spanAt(text, index));
      const point = text.codePointAt(first.index) ?? 0;
      const code = point.toString(16).toUpperCase().padStart(4, '0');
      const edits = found.map(([character], i) => ({
        span: spans[i] ?? draft.root.span,
        newText: `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      }));
      yield {
        details: `IAM takes policies of the characters up to U+00FF; "${String.fromCodePoint(point)}" (U+${code}) is beyond. In a string it can be written as an escape.`,
        locations: spans.map((span) => at({ path: [], span })),
        fix: { title: 'Write such characters as escapes', edits },
      };
    },
  },
  {
    code: 'GATEHOUSE_NO_EFFECT_ON_MANAGEMENT_ACCOUNT',
    findingType: 'WARNING',
    ours: true,
    needs: 'grammar',
    kinds: ['scp', 'rcp'],
    *run(context) {
      const { managementAccountId, targetAccountId } = context.options;
      if (managementAccountId === undefined) return;
      const whose = context.kind === 'scp' ? 'principals' : 'resources';
      if (targetAccountId === managementAccountId) {
        const details = `The management account is exempt: this policy changes nothing for its ${whose}.`;
        yield { details, locations: [at({ path: [], span: context.draft.root.span })] };
      }
      for (const statement of context.draft.statements) {
        if (!isAboutAccount(statement, context.kind === 'scp', managementAccountId)) continue;
        const details = `The statement is about the ${whose} of the management account, to which such policies never apply.`;
        yield { details, locations: [atStatement(statement)] };
      }
    },
  },
  {
    code: 'GATEHOUSE_RESOURCE_NEVER_MATCHES_ACTION',
    findingType: 'WARNING',
    ours: true,
    needs: 'catalog',
    *run(context, catalog) {
      for (const { action, resource } of context.draft.statements) {
        if (!action || action.negated || !resource || resource.negated || resource.entries.length === 0) continue;
        // Resources of unknown form can be anything.
        if (resource.entries.some(({ text }) => splitPattern(text) === undefined)) continue;
        const texts = resource.entries.map(({ text }) => text);
        const reaches = resourceReach(catalog, texts);
        for (const entry of action.entries) {
          const actions = actionsNamed(catalog, entry.text);
          if (!actions || actions.length === 0 || actions.some(reaches)) continue;
          yield { details: neverMatches(entry.text, actions), locations: [at(entry), atElement(resource)] };
        }
      }
    },
  },
  {
    code: 'GATEHOUSE_REFUSED_ON_SAVE',
    findingType: 'ERROR',
    kinds: ['resource'],
    ours: true,
    needs: 'catalog',
    *run({ text, options: { resourceType, resourceArn } }, catalog) {
      if (resourceType === undefined) return;
      const read = parsePolicy(text, 'resource', { isServicePrincipal: catalog.isServicePrincipal });
      const refusal = refusedOnSave(resourceType, text, read, { catalog, arn: resourceArn });
      if (refusal) yield { details: `This is not saved: "${refusal.sentence}".`, locations: [at(refusal)] };
    },
  },
  {
    code: 'GATEHOUSE_UNKNOWN_SERVICE_PRINCIPAL',
    findingType: 'WARNING',
    ours: true,
    needs: 'catalog',
    *run({ draft }, catalog) {
      for (const { principal } of draft.statements) {
        for (const entry of principal?.entries ?? []) {
          // Names of another form or in other domains belong to other checks.
          if (entry.key !== 'Service' || !/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(entry.text)) continue;
          if (catalog.isServicePrincipal(entry.text)) continue;
          const meant = catalog.suggestServicePrincipal(entry.text);
          yield {
            details: `"${entry.text}" is not a known service principal: AWS may refuse it.${meant ? ` Did you mean ${meant}?` : ''}`,
            locations: [at(entry)],
            ...(meant ? { fix: { title: `Write ${meant}`, edits: [replaceString(entry.span, meant)] } } : {}),
          };
        }
      }
    },
  },
  {
    code: 'GATEHOUSE_MFA_DENY_WITHOUT_IF_EXISTS',
    findingType: 'SECURITY_WARNING',
    ours: true,
    needs: 'grammar',
    *run(context) {
      for (const { statement, clause } of clausesOf(context)) {
        if (statement.effect !== 'Deny' || clause.operator !== 'Bool' || !keyIs(clause, 'aws:MultiFactorAuthPresent')) continue;
        if (!clause.values.some(({ text }) => text.toLowerCase() === 'false')) continue;
        const edits = renameOperator(statement, clause, 'BoolIfExists');
        const details =
          'Calls with long-term access keys do not carry aws:MultiFactorAuthPresent, so Bool does not deny them. BoolIfExists does.';
        yield { details, locations: [atClause(clause)], ...(edits ? { fix: { title: 'Use BoolIfExists', edits } } : {}) };
      }
    },
  },
  {
    code: 'GATEHOUSE_REGION_LIMIT_STOPS_GLOBAL_SERVICES',
    findingType: 'WARNING',
    ours: true,
    needs: 'grammar',
    kinds: ['scp', ...IDENTITY_KINDS],
    *run(context) {
      for (const { statement, clause, operator } of clausesOf(context)) {
        if (statement.effect !== 'Deny' || !keyIs(clause, 'aws:RequestedRegion') || operator?.base.negated !== true) continue;
        if (clause.values.some(({ text }) => matchGlob(plainGlob(text), 'us-east-1'))) continue;
        const stopped = GLOBAL_SERVICES.filter((service) => isDenied(statement.action, service));
        if (stopped.length === 0) continue;
        const details = `Calls to ${listed(stopped)} always go to us-east-1, which this statement denies. List them under NotAction, or allow us-east-1.`;
        yield { details, locations: [atClause(clause)] };
      }
    },
  },
  {
    code: 'GATEHOUSE_ALLOW_WITH_NOT_RESOURCE',
    findingType: 'SECURITY_WARNING',
    ours: true,
    needs: 'grammar',
    kinds: ['identity', 'session', 'resource'],
    *run({ draft }) {
      for (const { effect, resource } of draft.statements) {
        if (effect !== 'Allow' || !resource?.negated) continue;
        const details =
          'Allow with NotResource grants access to every other resource, including other services and future resources. List the resources under Resource.';
        yield { details, locations: [atElement(resource)] };
      }
    },
  },
  {
    code: 'GATEHOUSE_SCPS_LEAVE_NOTHING',
    findingType: 'WARNING',
    ours: true,
    needs: 'catalog',
    kinds: ['identity'],
    *run(context, catalog) {
      const { scpLevels } = context.options;
      const granted = scpLevels && grantedActions(context, catalog);
      if (!scpLevels || !granted || granted.length === 0) return;
      if (!granted.every((name) => isBlocked(scpLevels, name))) return;
      const details = `The service control policies over the account block all that this policy allows (${listed(granted)}).`;
      yield { details, locations: [at({ path: [], span: context.draft.root.span })] };
    },
  },
];

/** Returns the span of one character. */
function spanAt(text: string, offset: number): Span {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return { start: { offset, line, column }, end: { offset: offset + 1, line, column: column + 1 } };
}

/** Tests for a condition, or for RCPs the resources, that only the account can match. */
function isAboutAccount({ clauses, resource }: DraftStatement, isScp: boolean, account: string): boolean {
  const [accountKey, arnKey] = isScp ? ['aws:PrincipalAccount', 'aws:PrincipalArn'] : ['aws:ResourceAccount', ''];
  const byCondition = clauses.some((clause) => {
    if (!/^(?:String|Arn)(?:Equals|Like)$/.test(clause.operator) || clause.values.length === 0) return false;
    if (keyIs(clause, accountKey)) return clause.values.every(({ text }) => text === account);
    return arnKey !== '' && keyIs(clause, arnKey) && clause.values.every(({ text }) => accountOfArn(text) === account);
  });
  if (byCondition || isScp || !resource || resource.negated) return byCondition;
  return resource.entries.length > 0 && resource.entries.every(({ text }) => accountOfArn(text) === account);
}

/** Tests whether an action can match one of the resources: by a resource type, or by the resource of calls without one. */
function resourceReach(catalog: PolicyCatalog, texts: readonly string[]): (action: CatalogAction) => boolean {
  const entries = texts.map((text) => resourcePattern(text, true));
  return (action) => {
    const names = new Set(action.resourceTypes.map(({ name }) => name));
    if (names.size === 0) return texts.some((text) => canMatchNoResource(text, action));
    const all = catalog.resourceTypesOf(action.service);
    return all.some((type) => names.has(type.name) && entries.some((entry) => canMatchType(entry, type, all)));
  };
}

function neverMatches(text: string, actions: readonly CatalogAction[]): string {
  if (actions.every(({ resourceTypes }) => resourceTypes.length === 0)) {
    return `${text} cannot be limited to resources: with the resources named here the statement does not apply to it. Use the Resource "*" for it.`;
  }
  const types = [...new Set(actions.flatMap(({ resourceTypes }) => resourceTypes.map(({ name }) => name)))];
  return `${text} works on none of the resources named here (it needs ${listed(types)}), so the statement does not apply to it.`;
}

/** Tests whether a deny with this Action or NotAction covers the whole service. */
function isDenied(action: DraftElement | undefined, service: string): boolean {
  if (!action) return false;
  const named = action.entries.some(({ text }) => {
    const pattern = toActionPattern(text);
    if (pattern.kind === 'all') return true;
    return (
      (pattern.kind === 'one' || pattern.kind === 'services') && matchGlob(plainGlob(pattern.service.toLowerCase()), service)
    );
  });
  return action.negated ? !named : action.entries.some(({ text }) => text === '*' || text.toLowerCase() === `${service}:*`);
}

/** Returns every action that the policy allows, or undefined if it allows too many to list. */
function grantedActions({ draft }: CheckContext, catalog: PolicyCatalog): readonly string[] | undefined {
  const names = new Set<string>();
  for (const { effect, action } of draft.statements) {
    if (effect !== 'Allow' || !action) continue;
    if (action.negated) return undefined;
    for (const { text } of action.entries) {
      const actions = actionsNamed(catalog, text);
      if (!actions) return undefined;
      for (const found of actions) names.add(fullName(found));
    }
  }
  return [...names];
}

/** Tests whether a level allows the action nowhere or denies it everywhere. Conditions and resources are assumed to match. */
function isBlocked(levels: readonly (readonly Policy[])[], action: string): boolean {
  const name = action.toLowerCase();
  return levels.some((policies) => {
    const statements = policies
      .flatMap((policy) => policy.statements)
      .filter((statement) => {
        const matches = statement.action.entries.some(({ value }) => matchGlob(plainGlob(value.toLowerCase()), name));
        return matches !== statement.action.negated;
      });
    const denied = statements.some(({ effect, conditions, resource }) => {
      const everywhere = resource !== undefined && !resource.negated && resource.entries.some(({ value }) => value === '*');
      return effect === 'Deny' && conditions.length === 0 && everywhere;
    });
    return denied || !statements.some(({ effect }) => effect === 'Allow');
  });
}
