import { at, atClause, atElement, type Check, clausesOf, hasKey, keyIs } from '../check';
import type { DraftStatement } from '../draft';
import { addMember } from '../edits';
import type { Fix } from '../types';

/** The RCP keys about callers with an account, which service principals lack. */
const PRINCIPAL_KEYS = ['aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'];
/** The keys that only service principals carry. */
const SOURCE_KEYS = ['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];

const isPrincipalKey = (key: string) =>
  PRINCIPAL_KEYS.some((name) => name.toLowerCase() === key.toLowerCase()) || /^aws:principaltag\//i.test(key);

/** Adds a condition, unless the operator exists already. */
function addCondition(
  { condition }: DraftStatement,
  operator: string,
  key: string,
  value: string,
  title: string,
): Fix | undefined {
  if (condition?.node.kind !== 'object' || condition.node.members.some((other) => other.key === operator)) return undefined;
  return { title, edits: addMember(condition.node, operator, { [key]: value }) };
}

export const ORGANIZATION_CHECKS: readonly Check[] = [
  {
    code: 'RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY',
    findingType: 'WARNING',
    needs: 'grammar',
    kinds: ['rcp'],
    *run(context) {
      for (const { statement, clause, operator } of clausesOf(context)) {
        if (statement.effect !== 'Deny' || !isPrincipalKey(clause.key) || hasKey(statement, 'aws:PrincipalIsAWSService'))
          continue;
        // Only a condition that holds without the key affects service principals.
        if (!operator?.base.negated && !operator?.ifExists) continue;
        const fix = addCondition(
          statement,
          'BoolIfExists',
          'aws:PrincipalIsAWSService',
          'false',
          'Leave service principals alone',
        );
        const details = `Service principals carry no ${clause.key}, so this statement denies them too. Add BoolIfExists aws:PrincipalIsAWSService "false".`;
        yield { details, locations: [atClause(clause)], ...(fix ? { fix } : {}) };
      }
    },
  },
  {
    code: 'RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY',
    findingType: 'WARNING',
    needs: 'grammar',
    kinds: ['rcp'],
    *run(context) {
      for (const { statement, clause, operator } of clausesOf(context)) {
        if (statement.effect !== 'Deny' || !keyIs(clause, ...SOURCE_KEYS) || operator?.base.family === 'Null') continue;
        if (hasKey(statement, 'aws:PrincipalIsAWSService')) continue;
        const fix = addCondition(statement, 'BoolIfExists', 'aws:PrincipalIsAWSService', 'true', 'Reach service principals only');
        const details = `Your own principals carry no ${clause.key}, so this statement can deny them too. Add BoolIfExists aws:PrincipalIsAWSService "true".`;
        yield { details, locations: [atClause(clause)], ...(fix ? { fix } : {}) };
      }
    },
  },
  {
    code: 'RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK',
    findingType: 'WARNING',
    needs: 'grammar',
    kinds: ['rcp'],
    *run(context) {
      for (const { statement, clause } of clausesOf(context)) {
        if (statement.effect !== 'Deny' || !keyIs(clause, 'aws:SourceOrgID', 'aws:SourceOrgPaths')) continue;
        const checked = statement.clauses.some(
          (other) => other.operator === 'Null' && keyIs(other, 'aws:SourceAccount', 'aws:SourceArn'),
        );
        if (checked) continue;
        const fix = addCondition(statement, 'Null', 'aws:SourceAccount', 'false', 'Ask for aws:SourceAccount');
        const details = `Some services send no ${clause.key} with calls they make for you, and would be denied. Add Null aws:SourceAccount "false".`;
        yield { details, locations: [atClause(clause)], ...(fix ? { fix } : {}) };
      }
    },
  },
];

/**
 * The SCP syntax before 19 September 2025, for teaching material that quotes it. AWS: Access Analyzer still lists these checks under "SCP
 * syntax error …".
 */
export const LEGACY_SCP_CHECKS: readonly Check[] = [
  {
    code: 'SCP_SYNTAX_ERROR_ACTION_WILDCARD',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['scp'],
    *run({ draft }) {
      for (const { action } of draft.statements)
        for (const entry of action?.entries ?? []) {
          if (!/[*?]./.test(entry.text)) continue;
          yield {
            details: `In the old SCP syntax a wildcard stands only at the end of an action: "${entry.text}".`,
            locations: [at(entry)],
          };
        }
    },
  },
  {
    code: 'SCP_SYNTAX_ERROR_ALLOW_CONDITION',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['scp'],
    *run({ draft }) {
      for (const { effect, condition } of draft.statements) {
        if (effect !== 'Allow' || !condition) continue;
        yield {
          details: 'In the old SCP syntax an Allow statement has no Condition.',
          locations: [at({ path: condition.path, span: condition.member.keySpan })],
        };
      }
    },
  },
  {
    code: 'SCP_SYNTAX_ERROR_ALLOW_NOTACTION',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['scp'],
    *run({ draft }) {
      for (const { effect, action } of draft.statements) {
        if (effect !== 'Allow' || !action?.negated) continue;
        yield { details: 'In the old SCP syntax an Allow statement has no NotAction.', locations: [atElement(action)] };
      }
    },
  },
  {
    code: 'SCP_SYNTAX_ERROR_ALLOW_RESOURCE',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['scp'],
    *run({ draft }) {
      for (const { effect, resource } of draft.statements) {
        if (effect !== 'Allow' || !resource || resource.negated || resource.entries.every(({ text }) => text === '*')) continue;
        yield { details: 'In the old SCP syntax an Allow statement has the Resource "*".', locations: [atElement(resource)] };
      }
    },
  },
  {
    code: 'SCP_SYNTAX_ERROR_NOTRESOURCE',
    findingType: 'ERROR',
    needs: 'grammar',
    kinds: ['scp'],
    *run({ draft }) {
      for (const { resource } of draft.statements) {
        if (!resource?.negated) continue;
        yield { details: 'The old SCP syntax has no NotResource.', locations: [atElement(resource)] };
      }
    },
  },
];
