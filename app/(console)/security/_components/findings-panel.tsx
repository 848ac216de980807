'use client';

import { keepPreviousData } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useDeferredValue, useState } from 'react';
import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/field/input';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Panel } from '@/components/ui/panel';
import { type FindingsAsked, findingsQuery, type Reach } from '../queries';
import { type Finding, FindingRow } from './finding-row';
import { FIRST_FINDINGS } from './first-findings';

const ExceptionDialog = dynamic(() => import('./exception-dialog').then((module) => module.ExceptionDialog));

const MOST = 100;
const STATUSES = [
  { value: 'ACTIVE', label: 'Open' },
  { value: 'SUPPRESSED', label: 'Excepted' },
  { value: 'RESOLVED', label: 'Resolved' },
] as const;

const EMPTY: Record<FindingsAsked['Status'], [string, string]> = {
  ACTIVE: ['No open findings', 'All checks that you have permission to view passed.'],
  SUPPRESSED: ['No exceptions', 'All findings count.'],
  RESOLVED: ['No resolved findings', 'Resolved findings stay here for 400 days.'],
};

type FindingsPanelProps = { reach: Reach; reader: AccountReader; filter: string; active: number };

/** Lists findings, the most severe first, each with its reason, facts and fix. */
export function FindingsPanel({ reach, reader, filter, active }: FindingsPanelProps) {
  const [Status, setStatus] = useState<FindingsAsked['Status']>('ACTIVE');
  const [text, setText] = useState(filter);
  const [MaxResults, setMost] = useState(FIRST_FINDINGS);
  const [excepting, setExcepting] = useState<Finding>();
  const mayNotExcept = useMissing()('gatehouse:PutFindingException');
  const Filter = useDeferredValue(text.trim()) || undefined;
  const findings = useRead({
    ...findingsQuery({ Reach: reach, Status, ...(Filter === undefined ? {} : { Filter }), MaxResults }),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel
      title="Findings"
      count={Status === 'ACTIVE' && Filter === undefined ? active : findings.data?.Count}
      flush={Boolean(findings.data)}
      actions={
        <>
          <SearchInput
            aria-label="Filter findings"
            placeholder="Filter findings"
            className="w-56"
            value={text}
            onValueChange={setText}
          />
          <SegmentedControl label="Findings to show" value={Status} onValueChange={setStatus} segments={STATUSES} />
        </>
      }
    >
      <ReadBox read={findings} what="findings">
        {({ Findings, Count }) => (
          <>
            <ul className="divide-y divide-line">
              {Findings.map((finding) => (
                <FindingRow
                  key={finding.FindingId}
                  finding={finding}
                  reader={reader}
                  mayNotExcept={mayNotExcept}
                  onExcept={() => setExcepting(finding)}
                />
              ))}
            </ul>
            {Count === 0 ? (
              <EmptyState
                title={Filter ? 'No matches' : EMPTY[Status][0]}
                description={Filter ? 'Filter by part of a title, check, ARN or account.' : EMPTY[Status][1]}
              />
            ) : null}
            {Count > Findings.length ? (
              <p className="flex items-center gap-3 border-line border-t px-4 py-2 text-ink-2 text-sm">
                {Findings.length} of {Count.toLocaleString('en')}
                {MaxResults < MOST ? (
                  <Button size="sm" onClick={() => setMost(MOST)}>
                    Show {Math.min(MOST, Count)}
                  </Button>
                ) : (
                  'Filter to see other findings.'
                )}
              </p>
            ) : null}
          </>
        )}
      </ReadBox>
      {excepting ? <ExceptionDialog finding={excepting} onClose={() => setExcepting(undefined)} /> : null}
    </Panel>
  );
}
