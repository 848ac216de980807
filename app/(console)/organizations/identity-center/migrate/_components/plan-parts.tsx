'use client';

import { useState } from 'react';
import { CopyCode } from '@/components/console/page/copy-code';
import { SmallTable } from '@/components/console/table/small-table';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { Plan, PlanSet } from './plan';

const STATES: Readonly<Record<PlanSet['State'], string>> = { NEW: 'To create', PART: 'To complete', READY: 'Exists' };

const lastPart = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

function policiesOf({ ManagedPolicies, CustomerPolicies, Boundary }: PlanSet): string {
  const names = [...ManagedPolicies.map(lastPart), ...CustomerPolicies.map(({ Path, Name }) => `${Path}${Name}`)];
  const limit =
    Boundary &&
    ('ManagedPolicyArn' in Boundary ? lastPart(Boundary.ManagedPolicyArn) : Boundary.CustomerManagedPolicyReference.Name);
  return [...names, ...(limit ? [`boundary ${limit}`] : [])].join(', ') || '–';
}

/** Renders the permission sets and groups of a plan. */
export function PlanParts({ plan }: { plan: Plan }) {
  const [shown, setShown] = useState<PlanSet>();
  return (
    <div className="space-y-4">
      <Panel
        title="Permission sets"
        count={plan.PermissionSets.length}
        description="Users with the same policies share one. Customer managed policies stay in the account, and inline policies are joined."
        flush
      >
        <SmallTable
          label="Permission sets"
          rows={plan.PermissionSets}
          rowKey={({ Name }) => Name}
          columns={[
            { header: 'Permission set', cell: ({ Name }) => Name, breaks: true },
            { header: 'Users', cell: ({ Users }) => Users.toLocaleString('en'), align: 'end' },
            {
              header: 'State',
              cell: ({ State }) => <Badge tone={State === 'READY' ? 'allow' : 'neutral'}>{STATES[State]}</Badge>,
            },
            { header: 'Managed policies', cell: policiesOf, wide: true },
            {
              header: 'Inline policy',
              cell: (set) =>
                set.InlinePolicy === null ? (
                  '–'
                ) : (
                  <Button variant="link" aria-label={`Show the inline policy of ${set.Name}`} onClick={() => setShown(set)}>
                    Show
                  </Button>
                ),
            },
          ]}
        />
      </Panel>
      {shown?.InlinePolicy ? (
        <Panel
          title={`Inline policy of ${shown.Name}`}
          actions={
            <Button variant="link" onClick={() => setShown(undefined)}>
              Close
            </Button>
          }
        >
          <CopyCode
            code={JSON.stringify(JSON.parse(shown.InlinePolicy), null, 2)}
            label={`Inline policy of ${shown.Name}`}
            what="inline policy"
            language="json"
          />
        </Panel>
      ) : null}
      <Panel
        title="Groups"
        count={plan.Groups.length}
        description="IAM groups become groups of the identity store with the same name."
        flush
      >
        {plan.Groups.length === 0 ? (
          <p className="p-4 text-ink-2">The users are in no groups.</p>
        ) : (
          <SmallTable
            label="Groups"
            rows={plan.Groups}
            rowKey={({ Name }) => Name}
            columns={[
              { header: 'Group', cell: ({ Name }) => Name, breaks: true },
              { header: 'State', cell: ({ GroupId }) => (GroupId === undefined ? 'To create' : 'Exists') },
              {
                header: 'Members',
                cell: ({ LeftOut }) =>
                  LeftOut ? 'Nobody joins: the group gives other access too' : 'The people of the IAM group join',
                wide: true,
              },
            ]}
          />
        )}
      </Panel>
    </div>
  );
}
