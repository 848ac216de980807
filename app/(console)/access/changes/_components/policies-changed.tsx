'use client';

import { useState } from 'react';
import { AlikeChanges } from '@/app/(console)/_client/policies/what-changes';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { POLICIES_AT_ONCE } from '@/lib/access/changes/limits';
import type { PolicyChanges } from '@/lib/access/changes/operations';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { type Moments, policyChangesQuery } from '../queries';
import { CallLink } from './call-link';
import { PageButtons } from './page-buttons';

type PoliciesChangedProps = { moments: Moments; account: string | undefined };
type Row = Json<PolicyChanges>['Rows'][number];

/** Lists changed resource and trust policies, and the principals that gained or lost access through each. */
export function PoliciesChanged({ moments, account }: PoliciesChangedProps) {
  const [page, setPage] = useState(1);
  const read = useRead(policyChangesQuery(moments, account, page));
  const { data } = read;
  if (read.error) return <ReadError read={read} what="the changed policies" />;
  if (!data) return <Skeleton className="h-40" />;
  if (data.Total === 0) return null;
  const last = Math.ceil(data.Total / POLICIES_AT_ONCE);
  return (
    <Panel
      flush
      title="Resource policies and trust policies"
      count={data.Total}
      description="The principals for which each policy alone changed access, with everything else as at the later time."
      footer={last > 1 ? <PageButtons label="Pages of policies" page={page} last={last} onPage={setPage} /> : undefined}
    >
      <ul>
        {data.Rows.map((row) => (
          <li key={row.Arn} className="border-line border-b last:border-b-0">
            <ChangedPolicy row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const KINDS = { added: 'New', removed: 'Gone', changed: null } as const;

function ChangedPolicy({
  row: { Arn, AccountId, On, Kind, NewlyPublic, Changes, MorePrincipals, Calls, MoreCalls },
}: {
  row: Row;
}) {
  return (
    <>
      <div className="space-y-1 px-4 py-2.5">
        <h3 className="font-medium [overflow-wrap:anywhere]">
          {On === 'role' ? 'Trust policy of ' : 'Policy on '}
          <span className="font-mono text-sm">{Arn}</span>
          {KINDS[Kind] ? <Badge className="ml-2">{KINDS[Kind]}</Badge> : null}
          {NewlyPublic ? <Badge className="ml-2">Public now</Badge> : null}
        </h3>
        <p className="text-ink-2 text-sm">
          Account {AccountId}
          {Calls.map((call) => (
            <span key={call.EventId} className="block">
              <CallLink call={call} />
            </span>
          ))}
          {MoreCalls > 0 ? <span className="block">and {MoreCalls.toLocaleString('en')} more</span> : null}
        </p>
        {Changes.length === 0 ? <p className="text-ink-2">The text changed, but nobody's access did.</p> : null}
      </div>
      <AlikeChanges changes={Changes} />
      {MorePrincipals > 0 ? (
        <p className="px-4 pb-2 text-ink-3 text-sm">And {plural(MorePrincipals, 'more principal')}, with smaller changes.</p>
      ) : null}
    </>
  );
}
