'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { applyArchiveRule, deleteArchiveRule } from '../../actions';
import { archiveRulesQuery } from '../../queries';

const ArchiveRuleDialog = dynamic(() => import('./archive-rule-dialog').then((module) => module.ArchiveRuleDialog), {
  ssr: false,
});

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

/** Lists the rules that archive findings automatically. */
export function ArchiveRulesPanel({ name, arn }: { name: string; arn: string }) {
  const read = useRead(archiveRulesQuery(name));
  const missing = useMissing();
  const [creating, setCreating] = useState(false);
  const apply = useOperation(applyArchiveRule, { success: ({ ruleName }) => ({ text: `The rule ${ruleName} was applied.` }) });
  const remove = useOperation(deleteArchiveRule, { success: ({ ruleName }) => ({ text: `The rule ${ruleName} was deleted.` }) });
  return (
    <TablePanel
      title="Archive rules"
      what="the archive rules"
      description="New findings that match a rule are archived automatically. To archive existing findings, apply the rule."
      actions={
        <Button disabledReason={missing('access-analyzer:CreateArchiveRule')} onClick={() => setCreating(true)}>
          Create archive rule
        </Button>
      }
      rows={read.error ? undefined : read.data?.archiveRules}
      read={read}
      rowKey={({ ruleName }) => ruleName}
      columns={[
        { header: 'Name', cell: ({ ruleName }) => ruleName },
        {
          header: 'Criteria',
          wide: true,
          cell: ({ filter }) => <span className="break-all">{filterText(filter)}</span>,
        },
        { header: 'Updated', cell: ({ updatedAt }) => <Time value={updatedAt} /> },
        {
          header: 'Actions',
          cell: ({ ruleName }) => (
            <span className="flex gap-2">
              <Button
                size="sm"
                loading={apply.running}
                aria-label={`Apply ${ruleName}`}
                disabledReason={missing('access-analyzer:ApplyArchiveRule')}
                onClick={() => void apply.run({ analyzerArn: arn, ruleName })}
              >
                Apply
              </Button>
              <Button
                size="sm"
                variant="danger"
                loading={remove.running}
                aria-label={`Delete ${ruleName}`}
                disabledReason={missing('access-analyzer:DeleteArchiveRule')}
                onClick={() => void remove.run({ analyzerName: name, ruleName })}
              >
                Delete
              </Button>
            </span>
          ),
        },
      ]}
      empty={{ title: 'No archive rules', description: 'Create a rule to archive findings about intended access.' }}
    >
      {creating ? <ArchiveRuleDialog name={name} onClose={() => setCreating(false)} /> : null}
    </TablePanel>
  );
}
