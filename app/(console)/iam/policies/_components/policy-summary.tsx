'use client';

import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Skeleton } from '@/components/ui/skeleton';
import type { ActionSummary, ServicePolicySummary } from '@/lib/access/policy-summary/summarize';
import { policySummaryQuery, policySummaryServiceQuery } from '../queries';

type Kind = Parameters<typeof policySummaryQuery>[0]['Kind'];
type Opened = { service: string; name: string; effect: 'Allow' | 'Deny' };

/** Renders the summary of a document by service. Denials come first, as they override allows. */
export function PolicySummary({ document, kind = 'identity' }: { document: string; kind?: Kind }) {
  const summary = useRead(policySummaryQuery({ Document: document, Kind: kind }));
  const [opened, setOpened] = useState<Opened | null>(null);
  if (summary.error) return <ReadError read={summary} what="the summary of this policy" />;
  if (!summary.data) return <Skeleton className="h-40" />;
  if (opened) return <ServiceActions document={document} kind={kind} opened={opened} onBack={() => setOpened(null)} />;

  const { Services, Unrecognized, Idle } = summary.data;
  const of = (effect: 'Allow' | 'Deny') => Services.filter(({ Effect }) => Effect === effect);
  return (
    <div className="space-y-4">
      {Unrecognized.length > 0 ? (
        <Alert kind="warning" title="Some actions are unknown">
          <span className="break-all font-mono text-sm">{Unrecognized.join(', ')}</span>: no service has{' '}
          {Unrecognized.length === 1 ? 'such an action' : 'such actions'}, so{' '}
          {Unrecognized.length === 1 ? 'it grants and denies' : 'they grant and deny'} nothing.
        </Alert>
      ) : null}
      {Idle.length > 0 ? (
        <Alert
          kind="warning"
          title={Idle.length === 1 ? 'A statement has no effect' : `${Idle.length} statements have no effect`}
        >
          {Idle.map(({ Statement, Sid }) => (Sid === null ? `Statement ${Statement}` : `Statement ${Statement} (${Sid})`)).join(
            ', ',
          )}
          : none of its actions applies to any of its resources.
        </Alert>
      ) : null}
      {of('Deny').length > 0 ? <Effect effect="Deny" rows={of('Deny')} onOpen={setOpened} /> : null}
      {of('Allow').length > 0 || of('Deny').length === 0 ? <Effect effect="Allow" rows={of('Allow')} onOpen={setOpened} /> : null}
    </div>
  );
}

/** Returns the access to a service: "Full: List, Read. Limited: Write", or "Full access". */
function accessText({ Levels }: ServicePolicySummary): string {
  const full = Levels.filter(({ Included, Total }) => Included === Total).map(({ Level }) => Level);
  const limited = Levels.filter(({ Included, Total }) => Included > 0 && Included < Total).map(({ Level }) => Level);
  if (full.length === Levels.length) return 'Full access';
  const parts = [
    full.length > 0 ? `Full: ${full.join(', ')}` : null,
    limited.length > 0 ? `Limited: ${limited.join(', ')}` : null,
  ];
  return parts.filter((part) => part !== null).join('. ') || 'None';
}

const NOT_APPLICABLE = 'This action does not apply to any resource of the statement';

function notApplicableText({ NotApplicable }: ServicePolicySummary): string {
  return `${NotApplicable} ${NotApplicable === 1 ? 'action has' : 'actions have'} no applicable resource`;
}

function resourceText(resources: readonly string[]): string {
  if (resources.length === 0) return '–';
  if (resources.includes('*')) return 'All resources';
  return resources.length === 1 ? resources.join() : `Multiple (${resources.length})`;
}

function conditionText(conditions: readonly string[]): string {
  if (conditions.length === 0) return 'None';
  return conditions.length === 1 ? conditions.join() : `Multiple (${conditions.length})`;
}

const FILTERS: readonly TableFilterProperty<ServicePolicySummary>[] = [
  { key: 'service', label: 'Service', value: (row) => [row.Name, row.Service] },
  {
    key: 'access',
    label: 'Access',
    values: ['Full access', 'Limited'],
    value: (row) => (accessText(row) === 'Full access' ? 'Full access' : 'Limited'),
  },
];

function columns(effect: 'Allow' | 'Deny', onOpen: (opened: Opened) => void): readonly ColumnDefinition<ServicePolicySummary>[] {
  return [
    {
      id: 'service',
      header: 'Service',
      rowHeader: true,
      value: (row) => row.Name,
      cell: (row) => (
        <button
          type="button"
          onClick={() => onOpen({ service: row.Service, name: row.Name, effect })}
          className="max-w-full truncate rounded-sm text-left font-medium text-accent hover:underline"
        >
          {row.Name} <span className="font-mono font-normal text-ink-3 text-xs">{row.Service}</span>
        </button>
      ),
    },
    {
      id: 'access',
      header: 'Access level',
      value: accessText,
      cell: (row) => (
        <span>
          {accessText(row)}
          {row.NotApplicable > 0 ? <span className="block text-limit text-xs">{notApplicableText(row)}</span> : null}
        </span>
      ),
    },
    {
      id: 'resource',
      header: 'Resource',
      value: (row) => resourceText(row.Resources),
      cell: (row) => (
        <span
          title={row.Resources.join('\n')}
          className={row.Resources.length === 1 && row.Resources[0] !== '*' ? 'font-mono text-sm' : undefined}
        >
          {resourceText(row.Resources)}
        </span>
      ),
    },
    {
      id: 'condition',
      header: 'Request condition',
      value: (row) => conditionText(row.Conditions),
      cell: (row) => (
        <span
          title={row.Conditions.join('\n')}
          className={row.Conditions.length === 1 ? 'font-mono text-sm' : row.Conditions.length === 0 ? 'text-ink-3' : undefined}
        >
          {conditionText(row.Conditions)}
        </span>
      ),
    },
  ];
}

function Effect({
  effect,
  rows,
  onOpen,
}: {
  effect: 'Allow' | 'Deny';
  rows: readonly ServicePolicySummary[];
  onOpen: (opened: Opened) => void;
}) {
  return (
    <ResourceTable
      id={`policy-summary-${effect.toLowerCase()}`}
      layout="panel"
      urlKey={false}
      title={effect === 'Deny' ? 'Explicit deny' : 'Allow'}
      noun="services"
      columns={columns(effect, onOpen)}
      filterProperties={FILTERS}
      rows={rows}
      rowId={(row) => row.Service}
      rowName={(row) => row.Name}
      empty={{ title: 'Allows nothing', description: 'The document has no action of any service.' }}
    />
  );
}

type ActionRow = ActionSummary & { Description: string };

const ACTION_COLUMNS: readonly ColumnDefinition<ActionRow>[] = [
  { id: 'name', header: 'Action', rowHeader: true, value: (row) => row.Name, mono: true },
  { id: 'level', header: 'Access level', value: (row) => row.Level, width: 180 },
  {
    id: 'resource',
    header: 'Resource',
    value: (row) => (row.Named ? resourceText(row.Named.Resources) : ''),
    cell: (row) =>
      row.Named ? (
        <span title={row.Named.Resources.join('\n')}>
          {resourceText(row.Named.Resources)}
          {row.NotApplicable ? <span className="block text-limit text-xs">{NOT_APPLICABLE}</span> : null}
        </span>
      ) : (
        'Not in this policy'
      ),
  },
  {
    id: 'condition',
    header: 'Request condition',
    value: (row) => (row.Named ? conditionText(row.Named.Conditions) : ''),
    cell: (row) => (row.Named ? <span title={row.Named.Conditions.join('\n')}>{conditionText(row.Named.Conditions)}</span> : '–'),
  },
  { id: 'description', header: 'Description', value: (row) => row.Description },
];

const ACTION_FILTERS: readonly TableFilterProperty<ActionRow>[] = [
  { key: 'name', label: 'Action', value: (row) => row.Name },
  {
    key: 'level',
    label: 'Access level',
    value: (row) => row.Level,
    values: ['List', 'Read', 'Write', 'Permissions management', 'Tagging'],
    inSight: true,
  },
];

const ACTION_PREFERENCES = { pageSize: 50 } as const;

/** Renders the actions of a service that the document names. A switch shows the others too. */
function ServiceActions({
  document,
  kind,
  opened,
  onBack,
}: {
  document: string;
  kind: Kind;
  opened: Opened;
  onBack: () => void;
}) {
  const [shown, setShown] = useState<'named' | 'all'>('named');
  const { service, name, effect } = opened;
  const read = useRead(policySummaryServiceQuery({ Document: document, Kind: kind, Service: service, Effect: effect }));
  const actions = read.data?.Actions;
  const named = actions?.filter(({ Named }) => Named);
  return (
    <ResourceTable
      id="policy-summary-actions"
      layout="panel"
      urlKey={false}
      title={`${effect === 'Deny' ? 'Denied' : 'Allowed'} actions of ${name}`}
      noun="actions"
      columns={ACTION_COLUMNS}
      filterProperties={ACTION_FILTERS}
      defaultPreferences={ACTION_PREFERENCES}
      defaultSort={{ column: 'level', descending: false }}
      rows={shown === 'named' ? named : actions}
      rowId={(row) => row.Name}
      rowName={(row) => row.Name}
      read={read}
      buttons={<Button onClick={onBack}>All services</Button>}
      toolbar={
        <SegmentedControl
          label="Actions shown"
          value={shown}
          onValueChange={setShown}
          segments={[
            { value: 'named', label: `In this policy (${named?.length ?? '…'})` },
            { value: 'all', label: `All of ${service} (${actions?.length ?? '…'})` },
          ]}
        />
      }
      empty={{ description: 'The document has no action of this service.' }}
    />
  );
}
