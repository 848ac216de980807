'use client';

import type { KnownMethod } from '@gatehouse/policy/analyze';
import { DANGER_STATUS, DANGER_WORDS } from '@/app/(console)/access/step-words';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Progress } from '@/components/ui/progress';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import { FOUND_WORDS, KIND_WORDS, listsOf, pathOf, REASON_WORDS, WALKED_WORDS } from './method-words';

type MethodsPageProps = { methods: readonly KnownMethod[] };

/** Lists the published methods of privilege escalation, and whether the search finds each. */
export function MethodsPage({ methods }: MethodsPageProps) {
  return (
    <ResourceTable
      id="escalation-methods"
      title="Escalation methods"
      noun="methods"
      breadcrumbs={[{ label: 'Escalation', href: paths.escalation }]}
      description="See the published methods of privilege escalation in AWS (pathfinding.cloud, Rhino Security Labs, PMapper): whether Gatehouse finds each path, and how far its tests follow the path with calls. In very large accounts, combined paths are only tested for the first 40,000 pairs of principals."
      columns={COLUMNS}
      filterProperties={FILTERS}
      rows={methods}
      rowId={({ id }) => id}
      rowName={({ id }) => id}
      defaultPreferences={PREFERENCES}
      toolbar={<Counters methods={methods} />}
      empty={{ description: 'No methods are listed.' }}
    />
  );
}

function Counters({ methods }: MethodsPageProps) {
  const listed = (prefix: RegExp) => methods.filter(({ id }) => prefix.test(id));
  const lists = [
    { label: 'pathfinding.cloud, found', own: methods.filter(({ id }) => !/^(?:rhino|pmapper|gatehouse)-/.test(id)) },
    { label: 'Only Rhino and PMapper, found', own: listed(/^(?:rhino|pmapper)-/) },
    { label: 'Not in these lists, found', own: listed(/^gatehouse-/) },
  ];
  return (
    <div className="grid grid-cols-1 gap-x-8 gap-y-3 py-1 sm:grid-cols-2 lg:grid-cols-4">
      {lists.map(({ label, own }) => (
        <Progress key={label} label={label} value={own.filter(({ found }) => found !== 'never').length} max={own.length} />
      ))}
      <Progress label="Tested with calls" value={methods.filter(({ walked }) => walked !== 'none').length} max={methods.length} />
    </div>
  );
}

const PREFERENCES = { pageSize: 50 } as const;

const COLUMNS: readonly ColumnDefinition<KnownMethod>[] = [
  {
    id: 'id',
    header: 'Method',
    rowHeader: true,
    value: ({ id }) => id,
    cell: ({ id, kind }) => (
      <>
        <span className="whitespace-nowrap font-medium">{id}</span>
        <span className="block font-normal text-ink-3 text-xs">{KIND_WORDS[kind]}</span>
      </>
    ),
  },
  {
    id: 'permissions',
    header: 'Permissions',
    value: ({ permissions }) => permissions,
    cell: ({ permissions }) => (
      <ul className="min-w-44 whitespace-normal font-mono text-xs">
        {permissions.map((permission) => (
          <li key={permission} className="break-all">
            {permission}
          </li>
        ))}
      </ul>
    ),
  },
  {
    id: 'lists',
    header: 'Also in',
    value: listsOf,
    cell: (method) => <span className="block min-w-24 whitespace-normal">{listsOf(method)}</span>,
  },
  {
    id: 'found',
    header: 'Found',
    value: ({ found }) => FOUND_WORDS[found],
    cell: ({ found }) =>
      found === 'never' ? (
        <Status kind="inactive">{FOUND_WORDS.never}</Status>
      ) : (
        <Status kind={DANGER_STATUS[found]}>{DANGER_WORDS[found]}</Status>
      ),
  },
  {
    id: 'path',
    header: 'Path',
    value: pathOf,
    cell: (method) => <span className="block min-w-40 whitespace-normal">{pathOf(method)}</span>,
  },
  {
    id: 'walked',
    header: 'Tested with calls',
    value: ({ walked }) => WALKED_WORDS[walked],
    cell: ({ walked, reason }) => (
      <span className="block min-w-36 whitespace-normal">
        <Status kind={walked === 'none' ? 'inactive' : 'success'}>{WALKED_WORDS[walked]}</Status>
        {reason ? <span className="block text-ink-2 text-xs">{REASON_WORDS[reason]}</span> : null}
      </span>
    ),
  },
];

const FILTERS: readonly TableFilterProperty<KnownMethod>[] = [
  { key: 'id', label: 'Method', value: ({ id }) => id },
  { key: 'permission', label: 'Permission', value: ({ permissions }) => permissions },
  { key: 'kind', label: 'Kind', values: Object.values(KIND_WORDS), value: ({ kind }) => KIND_WORDS[kind] },
  { key: 'lists', label: 'Also in', value: listsOf },
  { key: 'found', label: 'Found', values: Object.values(FOUND_WORDS), value: ({ found }) => FOUND_WORDS[found] },
  { key: 'walked', label: 'Tested with calls', values: Object.values(WALKED_WORDS), value: ({ walked }) => WALKED_WORDS[walked] },
];
