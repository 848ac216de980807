import { defineOperation, type Scope } from '../../core/operation';
import { requireRule, requireRuleFilter, withRule } from '../archive-rules';
import { pageOfRows } from '../page';
import {
  type AnalyzerRow,
  type ArchiveRule,
  analyzerArn,
  analyzerCheck,
  findAnalyzer,
  placeOf,
  requireAnalyzer,
  rulesOf,
} from './rows';
import { ArchiveRuleInput, DeleteArchiveRuleInput, ListArchiveRulesInput, NamedRuleInput } from './schema';

type Named = { analyzerName: string; ruleName: string };

const target = ({ analyzerName }: { analyzerName: string }, scope: Scope) => findAnalyzer(scope, analyzerName);

/** Builds the check of a call about a rule. The rule's ARN is below its analyzer's. */
const checkOf =
  (action: string) =>
  ({ analyzerName, ruleName }: Named, scope: Scope, analyzer: AnalyzerRow | null) =>
    analyzerCheck(action, `${analyzerArn(placeOf(scope), analyzerName)}/archive-rule/${ruleName}`, analyzer);

async function store({ db }: Scope, { id }: AnalyzerRow, rules: readonly ArchiveRule[]): Promise<void> {
  await db.analyzer.update({ where: { id }, data: { archiveRules: JSON.stringify(rules) } });
}

function toSummary({ createdAt, updatedAt, ...rule }: ArchiveRule) {
  return { ...rule, createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) };
}

/** Creates a rule. It archives matching findings that are new from now on, and existing ones once it is applied. */
export const CreateArchiveRule = defineOperation({
  service: 'access-analyzer',
  name: 'CreateArchiveRule',
  access: 'Write',
  input: ArchiveRuleInput,
  target,
  checks: checkOf('CreateArchiveRule'),
  run: async (rule, scope, found) => {
    const analyzer = requireAnalyzer(found, rule.analyzerName);
    await store(scope, analyzer, withRule(rulesOf(analyzer), rule, scope.now));
  },
});

export const GetArchiveRule = defineOperation({
  service: 'access-analyzer',
  name: 'GetArchiveRule',
  access: 'Read',
  input: NamedRuleInput,
  target,
  checks: checkOf('GetArchiveRule'),
  run: async ({ analyzerName, ruleName }, _scope, found) => ({
    archiveRule: toSummary(requireRule(requireAnalyzer(found, analyzerName), ruleName)),
  }),
});

export const UpdateArchiveRule = defineOperation({
  service: 'access-analyzer',
  name: 'UpdateArchiveRule',
  access: 'Write',
  input: ArchiveRuleInput,
  target,
  checks: checkOf('UpdateArchiveRule'),
  run: async ({ analyzerName, ruleName, filter }, scope, found) => {
    const analyzer = requireAnalyzer(found, analyzerName);
    const rule = requireRule(analyzer, ruleName);
    requireRuleFilter(filter);
    const changed = { ...rule, filter, updatedAt: scope.now.toISOString() };
    await store(
      scope,
      analyzer,
      rulesOf(analyzer).map((each) => (each.ruleName === ruleName ? changed : each)),
    );
  },
});

/** Deletes a rule. Findings that it archived stay archived. */
export const DeleteArchiveRule = defineOperation({
  service: 'access-analyzer',
  name: 'DeleteArchiveRule',
  access: 'Write',
  input: DeleteArchiveRuleInput,
  target,
  checks: checkOf('DeleteArchiveRule'),
  run: async ({ analyzerName, ruleName }, scope, found) => {
    const analyzer = requireAnalyzer(found, analyzerName);
    requireRule(analyzer, ruleName);
    await store(
      scope,
      analyzer,
      rulesOf(analyzer).filter((each) => each.ruleName !== ruleName),
    );
  },
});

/** AWS lists no rules for an analyzer that does not exist. */
export const ListArchiveRules = defineOperation({
  service: 'access-analyzer',
  name: 'ListArchiveRules',
  access: 'List',
  input: ListArchiveRulesInput,
  target,
  checks: ({ analyzerName }, scope, analyzer) =>
    analyzerCheck('ListArchiveRules', analyzerArn(placeOf(scope), analyzerName), analyzer),
  run: async ({ analyzerName, ...asked }, scope, analyzer) => {
    const rules = (analyzer ? rulesOf(analyzer) : []).toSorted((a, b) => (a.ruleName < b.ruleName ? -1 : 1));
    const { items, nextToken } = pageOfRows(rules, `ListArchiveRules:${scope.accountId}:${analyzerName}`, asked);
    return { archiveRules: items.map(toSummary), nextToken };
  },
});
