'use client';

import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { DetailsPage } from '@/components/console/page/details-page';
import { ReadError } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { FINDING_WORDS, TYPE_WORDS } from '../../_components/words';
import { updateFindings } from '../../actions';
import { analyzerQuery, findingsQuery } from '../../queries';
import { ArchiveRulesPanel } from './archive-rules-panel';

const FindingPanel = dynamic(() => import('./finding-panel').then((module) => module.FindingPanel), {
  ssr: false,
  loading: () => <Skeleton className="h-72" />,
});

type Finding = {
  id: string;
  findingType: string;
  resource: string;
  resourceType: string;
  resourceOwnerAccount: string;
  status: 'ACTIVE' | 'ARCHIVED' | 'RESOLVED';
  updatedAt: string;
};

const STATUS_WORDS = { ACTIVE: 'Active', ARCHIVED: 'Archived', RESOLVED: 'Resolved' };
const nameOf = ({ resource }: Finding) => resource.split(/[:/]/).at(-1) ?? resource;
const typeOf = ({ findingType }: Finding) => FINDING_WORDS[findingType] ?? findingType;

const FILTERS: TableFilterProperty<Finding>[] = [
  { key: 'status', label: 'Status', value: ({ status }) => STATUS_WORDS[status] },
  { key: 'type', label: 'Finding', value: typeOf },
  { key: 'resource', label: 'Resource', value: ({ resource }) => resource },
  { key: 'resourceType', label: 'Resource type', value: ({ resourceType }) => resourceType },
  { key: 'account', label: 'Account', value: ({ resourceOwnerAccount }) => resourceOwnerAccount },
];

/** An analyzer with its findings. */
export function AnalyzerPage({ name, reader }: { name: string; reader: AccountReader }) {
  const read = useRead(analyzerQuery(name));
  const { data, error } = read;
  if (error) return <ReadError read={read} what={`the analyzer ${name}`} />;
  if (!data) return <Skeleton className="h-96" />;
  const { arn, type, status, configuration, createdAt } = data.analyzer;
  return (
    <DetailsPage
      title={name}
      breadcrumbs={[{ label: 'External access', href: paths.externalAccess }]}
      notices={
        status === 'ACTIVE' ? null : (
          <Alert kind="warning" title="Disabled">
            This account no longer administers the organization of this analyzer. You can view the findings again when it does.
          </Alert>
        )
      }
      summary={[
        { label: 'Finds', value: TYPE_WORDS[type] },
        ...(configuration ? [{ label: 'Unused for', value: `${configuration.unusedAccess.unusedAccessAge} days` }] : []),
        { label: 'Created', value: <Time value={createdAt} /> },
      ]}
    >
      <Findings name={name} arn={arn} reader={reader} />
      <ArchiveRulesPanel owner={{ name, arn }} />
    </DetailsPage>
  );
}

const NO_LINKS: ColumnDefinition<Finding>[] = [
  { id: 'type', header: 'Finding', value: typeOf },
  { id: 'resourceType', header: 'Resource type', value: ({ resourceType }) => resourceType },
  { id: 'account', header: 'Account', value: ({ resourceOwnerAccount }) => resourceOwnerAccount },
  { id: 'status', header: 'Status', value: ({ status }) => STATUS_WORDS[status] },
  { id: 'updated', header: 'Updated', value: ({ updatedAt }) => updatedAt, cell: ({ updatedAt }) => <Time value={updatedAt} /> },
];

function Findings({ name, arn, reader }: { name: string; arn: string; reader: AccountReader }) {
  const read = useRead(findingsQuery(arn));
  const [selected, setSelected] = useQueryState('finding', parseAsString.withOptions({ history: 'push' }));
  const update = useOperation(updateFindings);
  const missing = useMissing();
  // The columns keep their identity while the analyzer is the same.
  const columns = useMemo<ColumnDefinition<Finding>[]>(
    () => [
      {
        id: 'resource',
        header: 'Resource',
        value: nameOf,
        rowHeader: true,
        cell: (finding) => <TextLink href={paths.analyzer(name, { finding: finding.id })}>{nameOf(finding)}</TextLink>,
      },
      ...NO_LINKS,
    ],
    [name],
  );
  const findings = read.data?.findings as readonly Finding[] | undefined;
  const shown = findings?.find(({ id }) => id === selected);
  return (
    <SplitLayout
      asideFirst={shown !== undefined}
      aside={
        shown ? (
          <FindingPanel arn={arn} id={shown.id} reader={reader} onClose={() => void setSelected(null)} />
        ) : (
          <p className="rounded-lg border border-line border-dashed px-4 py-6 text-center text-ink-2">
            Choose a finding to see who has access or what is unused, and where to change it.
          </p>
        )
      }
    >
      <ResourceTable
        id="analyzer-findings"
        layout="panel"
        title="Findings"
        noun="findings"
        columns={columns}
        filterProperties={FILTERS}
        defaultSort={{ column: 'status', descending: false }}
        rows={read.error ? undefined : findings}
        read={read}
        rowId={({ id }) => id}
        rowName={nameOf}
        selection="multi"
        actions={(rows) => {
          const of = (status: Finding['status']) => rows.filter((row) => row.status === status).map(({ id }) => id);
          const [active, archived] = [of('ACTIVE'), of('ARCHIVED')];
          return [
            {
              label: 'Archive',
              disabledReason: missing('access-analyzer:UpdateFindings') ?? (active.length === 0 && 'Select an active finding'),
              onSelect: () => void update.run({ analyzerArn: arn, ids: active, status: 'ARCHIVED' }),
            },
            {
              label: 'Unarchive',
              disabledReason:
                missing('access-analyzer:UpdateFindings') ?? (archived.length === 0 && 'Select an archived finding'),
              onSelect: () => void update.run({ analyzerArn: arn, ids: archived, status: 'ACTIVE' }),
            },
          ];
        }}
        empty={{ description: 'No findings.' }}
      />
      {read.data?.nextToken ? <p className="mt-2 text-ink-2">The first thousand findings. To read more, use the API.</p> : null}
    </SplitLayout>
  );
}
