'use client';

import { opened } from '@/components/console/kit/act';
import { rowsPanel } from '@/components/console/kit/rows-panel';
import { Time } from '@/components/console/page/time';
import { applyArchiveRule, deleteArchiveRule } from '../../actions';
import { archiveRulesQuery } from '../../queries';

type Criterion = { eq?: readonly string[]; neq?: readonly string[]; contains?: readonly string[]; exists?: boolean };

/** Returns a filter in words. */
function filterText(filter: Readonly<Record<string, Criterion>>): string {
  return Object.entries(filter)
    .flatMap(([key, { eq, neq, contains, exists }]) => [
      ...(eq ? [`${key} is ${eq.join(' or ')}`] : []),
      ...(neq ? [`${key} is not ${neq.join(' or ')}`] : []),
      ...(contains ? [`${key} contains ${contains.join(' or ')}`] : []),
      ...(exists === undefined ? [] : [`${key} is ${exists ? 'present' : 'not present'}`]),
    ])
    .join(', ');
}

/** The rules that archive the findings of an analyzer automatically. */
export const ArchiveRulesPanel = rowsPanel({
  title: 'Archive rules',
  what: 'the archive rules',
  description: 'New findings that match a rule are archived automatically. To archive existing findings, apply the rule.',
  query: ({ name }: { name: string; arn: string }) => archiveRulesQuery(name),
  rowsOf: ({ archiveRules }) => archiveRules,
  rowKey: ({ ruleName }) => ruleName,
  columns: [
    { header: 'Name', cell: ({ ruleName }) => ruleName },
    { header: 'Criteria', wide: true, cell: ({ filter }) => <span className="break-all">{filterText(filter)}</span> },
    { header: 'Updated', cell: ({ updatedAt }) => <Time value={updatedAt} /> },
  ],
  asButtons: true,
  acts: [
    {
      label: 'Apply',
      takes: 'access-analyzer:ApplyArchiveRule',
      runs: ({ row: { ruleName }, owner: { arn: analyzerArn } }) => ({
        action: applyArchiveRule,
        input: { analyzerArn, ruleName },
        success: () => ({ text: `The rule ${ruleName} was applied.` }),
      }),
    },
    {
      label: 'Delete',
      look: 'danger',
      takes: 'access-analyzer:DeleteArchiveRule',
      runs: ({ row: { ruleName }, owner: { name: analyzerName } }) => ({
        action: deleteArchiveRule,
        input: { analyzerName, ruleName },
        success: () => ({ text: `The rule ${ruleName} was deleted.` }),
      }),
    },
  ],
  create: {
    label: 'Create archive rule',
    takes: 'access-analyzer:CreateArchiveRule',
    opens: opened(() => import('./create-archive-rule').then((module) => module.CreateArchiveRule)),
  },
  empty: () => ({ title: 'No archive rules', description: 'Create a rule to archive findings about intended access.' }),
});
