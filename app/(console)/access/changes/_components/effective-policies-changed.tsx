'use client';

import { POLICY_TYPE_FACTS } from '@gatehouse/policy/organization';
import { useState } from 'react';
import { ChangedSettings } from '@/app/(console)/_client/changed-settings';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { EffectivePolicyChange } from '@/lib/access/changes/effective-policy-changes';
import { EFFECTIVE_AT_ONCE } from '@/lib/access/changes/limits';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { effectivePolicyChangesQuery, type Moments } from '../queries';
import { CallLink } from './call-link';
import { PageButtons } from './page-buttons';

type EffectivePoliciesChangedProps = { moments: Moments; account: string | undefined };
type Row = Json<EffectivePolicyChange>;

/** Lists changed effective policies of declarative types, with the policies and calls behind them. */
export function EffectivePoliciesChanged({ moments, account }: EffectivePoliciesChangedProps) {
  const [page, setPage] = useState(1);
  const read = useRead(effectivePolicyChangesQuery(moments, account, page));
  const { data } = read;
  if (read.error) return <ReadError read={read} what="the changed effective policies" />;
  if (!data || data.Total === 0) return null;
  const last = Math.ceil(data.Total / EFFECTIVE_AT_ONCE);
  return (
    <Panel
      flush
      title="Effective policies"
      count={data.Total}
      description="Settings that services apply in the accounts. Accounts under the same policies are listed together."
      footer={last > 1 ? <PageButtons label="Pages of effective policies" page={page} last={last} onPage={setPage} /> : undefined}
    >
      <ul>
        {data.Rows.map((row) => (
          <li key={`${row.PolicyType} ${row.Accounts[0]?.Id}`} className="border-line border-b px-4 py-2.5 last:border-b-0">
            <ChangedEffectivePolicy row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const CHANGES = { CHANGED: null, BECAME_INVALID: 'Became invalid', BECAME_VALID: 'Became valid' } as const;

function ChangedEffectivePolicy({ row }: { row: Row }) {
  const { PolicyType, Change, Accounts, AccountCount, Policies, Settings, MoreSettings, Calls, MoreCalls } = row;
  const change = CHANGES[Change];
  const more = AccountCount - Accounts.length;
  return (
    <div className="space-y-2">
      <h3 className="font-medium">
        {POLICY_TYPE_FACTS[PolicyType].title} for {plural(AccountCount, 'account')}
        {change ? (
          <Badge tone={Change === 'BECAME_INVALID' ? 'deny' : 'allow'} className="ml-2">
            {change}
          </Badge>
        ) : null}
      </h3>
      <p className="break-words text-ink-2 text-sm">
        {Accounts.map(({ Id, Name }, index) => (
          <span key={Id}>
            {index > 0 ? ', ' : ''}
            <TextLink inline href={paths.effectivePolicy(Id, PolicyType)}>
              {Name}
            </TextLink>
          </span>
        ))}
        {more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}
      </p>
      {Change === 'BECAME_INVALID' ? <p className="text-sm">The last valid effective policy stays in force there.</p> : null}
      <div className="text-sm">
        <ChangedSettings settings={Settings} note={({ AfterFrom }) => <Origins policies={AfterFrom} />} />
        {MoreSettings ? <p className="mt-1 text-ink-2">More settings differ.</p> : null}
      </div>
      {Policies.length > 0 ? (
        <ul aria-label="Changed policies" className="space-y-0.5 text-sm">
          {Policies.map((policy) => (
            <li key={`${policy.NodeId} ${policy.PolicyId}`} className="break-words">
              <span className="text-ink-2">{WORDS[policy.How]} </span>
              <TextLink inline href={paths.organizationPolicy(PolicyType, policy.PolicyId)}>
                {policy.PolicyName}
              </TextLink>
              <span className="text-ink-2"> at {policy.NodeName}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {Calls.length > 0 ? (
        <ul aria-label="Calls about these policies" className="space-y-0.5 text-sm">
          {Calls.map((call) => (
            <li key={call.EventId} className="break-words">
              <CallLink call={call} />
            </li>
          ))}
          {MoreCalls > 0 ? <li className="text-ink-2">and {MoreCalls.toLocaleString('en')} more</li> : null}
        </ul>
      ) : null}
    </div>
  );
}

const WORDS = { ADDED: 'Added:', REMOVED: 'Removed:', EDITED: 'Edited:', REORDERED: 'In another order:' } as const;

function Origins({ policies }: { policies: Row['Settings'][number]['AfterFrom'] }) {
  if (policies.length === 0) return null;
  return (
    <span className="block text-ink-3 text-xs">
      By {policies.map(({ PolicyName, NodeName }) => `${PolicyName} at ${NodeName}`).join(', ')}
    </span>
  );
}
