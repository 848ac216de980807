'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { MoreButton, usePages } from '@/components/console/kit/use-pages';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { useAheadMs } from '@/components/console/shell/clock';
import { useFlash } from '@/components/console/shell/flashbar';
import { PropertyFilter } from '@/components/console/table/property-filter';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { toCsv } from '@/components/console/table/to-csv';
import { Button, ButtonLink } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Select } from '@/components/ui/field/select';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import type { CloudTrailEvent } from '@/lib/events/rows';
import type { EventFilters } from '@/lib/events/schema';
import { callerText } from './caller-text';
import {
  EVENT_PROPERTIES,
  type EventsView,
  fromFilterQuery,
  KINDS,
  kindOf,
  OUTCOMES,
  RANGE_NAMES,
  toEventFilters,
  toFilterQuery,
} from './event-filters';
import { countEventsQuery, eventsQuery, fetchEvents } from './queries';
import { RegionHint } from './region-hint';

type Event = Json<CloudTrailEvent>;

const WOULD_BE_DENIED = 'Would have been denied';
const RANGE_LABELS: Record<(typeof RANGE_NAMES)[number], string> = {
  all: 'Any time',
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  custom: 'Custom range',
};

/** Returns whether a call would have been denied, but continued because the account only audits. */
export function wouldBeDenied({ outcome, authorizationId }: Pick<Event, 'outcome' | 'authorizationId'>): boolean {
  return outcome !== 'Denied' && authorizationId !== undefined;
}

export function EventOutcome({ event }: { event: Pick<Event, 'outcome' | 'authorizationId'> }) {
  if (event.outcome === 'Denied') return <OutcomeStatus outcome="explicit-deny">Denied</OutcomeStatus>;
  if (wouldBeDenied(event)) return <Status kind="warning">{WOULD_BE_DENIED}</Status>;
  return event.outcome === 'Success' ? <Status kind="success">Success</Status> : <Status kind="error">Failed</Status>;
}

function outcomeLabel(value: (typeof OUTCOMES)[number]): string {
  if (value === 'all') return 'Any outcome';
  return value === 'WouldBeDenied' ? WOULD_BE_DENIED : value;
}

/** The columns of any list of events. */
export const COLUMNS: readonly ColumnDefinition<Event>[] = [
  {
    id: 'name',
    header: 'Event name',
    rowHeader: true,
    value: (event) => event.eventName,
    cell: (event) => <TextLink href={paths.event(event.eventID)}>{event.eventName}</TextLink>,
    sortable: false,
  },
  {
    id: 'outcome',
    header: 'Outcome',
    value: (event) => (wouldBeDenied(event) ? WOULD_BE_DENIED : event.outcome),
    cell: (event) => <EventOutcome event={event} />,
    sortable: false,
  },
  {
    id: 'time',
    header: 'Time',
    value: (event) => event.eventTime,
    cell: (event) => <Time value={event.eventTime} format="short" />,
    sortable: false,
  },
  { id: 'caller', header: 'Caller', value: callerText, cell: (event) => <Short text={callerText(event)} />, sortable: false },
  { id: 'error', header: 'Error code', value: (event) => event.errorCode, sortable: false },
  {
    id: 'resource',
    header: 'Resource',
    value: (event) => event.resources[0]?.ARN,
    // ARNs of one account differ at their end.
    cell: (event) => <Short text={event.resources[0]?.ARN.split(':').slice(5).join(':') || event.resources[0]?.ARN} />,
    mono: true,
    sortable: false,
  },
  {
    id: 'via',
    header: 'Through',
    value: (event) => (event.eventCategory === 'Trial' ? 'Try it' : WAYS[event.via]),
    sortable: false,
  },
  { id: 'source', header: 'Event source', value: (event) => event.eventSource, sortable: false },
  { id: 'ip', header: 'Source IP address', value: (event) => event.sourceIPAddress, mono: true, sortable: false },
];

const WAYS: Readonly<Record<Event['via'], string>> = {
  api: 'API',
  console: 'Console',
  door: 'Authorization API',
  shell: 'Shell',
  system: 'System',
};

/** For events of several accounts, the columns include the account, and links include its ID. */
const ORGANIZATION_COLUMNS: readonly ColumnDefinition<Event>[] = COLUMNS.flatMap((column): ColumnDefinition<Event>[] => {
  if (column.id !== 'name') return [column];
  const cell = (event: Event) => (
    <TextLink href={paths.event(event.eventID, event.recipientAccountId)}>{event.eventName}</TextLink>
  );
  const account = {
    id: 'account',
    header: 'Account',
    value: (event: Event) => event.recipientAccountId,
    mono: true,
    sortable: false,
  };
  return [{ ...column, cell }, account];
});

const SHOWN = ['name', 'outcome', 'time', 'caller', 'error', 'resource', 'via'];
const OWN = 'own';
const EVERY_ACCOUNT = 'all' satisfies EventFilters['AccountId'];
const MOST_EXPORTED = 10_000;

function Short({ text = '–' }: { text?: string | undefined }) {
  return <span className="block max-w-52 truncate">{text}</span>;
}

const PARSERS = {
  name: parseAsString.withDefault(''),
  principal: parseAsString.withDefault(''),
  resource: parseAsString.withDefault(''),
  source: parseAsString.withDefault(''),
  error: parseAsString.withDefault(''),
  ip: parseAsString.withDefault(''),
  outcome: parseAsStringLiteral(OUTCOMES).withDefault('all'),
  kind: parseAsStringLiteral(KINDS),
  range: parseAsStringLiteral(RANGE_NAMES).withDefault('all'),
  from: parseAsString.withDefault(''),
  to: parseAsString.withDefault(''),
  account: parseAsString.withDefault(''),
};

/**
 * The event history: every call of this account, newest first. The server filters, so all events are searched.
 * @param manages true for the management account, which sees the events of all accounts of its organization
 */
export function EventsTable({ manages }: { manages: boolean }) {
  const [view, setView] = useQueryStates(PARSERS);
  const aheadMs = useAheadMs();
  const input = useMemo(() => toEventFilters(view, new Date(Date.now() + aheadMs)), [view, aheadMs]);
  const pages = usePages(eventsQuery(input), ({ Events }) => Events);
  const count = useRead(countEventsQuery(input));
  const { rows, read, hasMore, loadMore } = pages;
  const wide = view.account !== '';
  // A response ends after some time, even without results. The next one continues with older events.
  const looksOn = rows?.length === 0 && hasMore;
  const loadOlder = useEffectEvent(loadMore);
  useEffect(() => {
    if (looksOn && !read.fetching) loadOlder();
  }, [looksOn, read.fetching]);
  return (
    <>
      <PageHeader
        title="Event history"
        description="See every call to this account, who made it, from where, and how it was decided. Open a denied call to see why."
        actions={
          <>
            <ButtonLink href={paths.signInEvents()}>Sign-ins</ButtonLink>
            <ButtonLink href={paths.signInEvents({ outcome: 'Failed' })}>Failed sign-ins</ButtonLink>
          </>
        }
      />
      <ResourceTable
        key={String(wide)}
        id={wide ? 'organization-events' : 'events'}
        layout="panel"
        title="Events"
        noun="events"
        count={count.data && `${count.data.Count.toLocaleString('en')}${count.data.More ? '+' : ''}`}
        columns={wide ? ORGANIZATION_COLUMNS : COLUMNS}
        rows={rows}
        rowId={(event) => event.eventID}
        rowName={(event) => `${event.eventName} ${event.eventTime}`}
        defaultPreferences={{ pageSize: 'all', columns: wide ? ['name', 'account', ...SHOWN.slice(1)] : SHOWN }}
        toolbar={<Filters view={view} onChange={(next) => void setView(next)} manages={manages} />}
        buttons={
          <ExportButton
            input={input}
            columns={wide ? ORGANIZATION_COLUMNS : COLUMNS}
            disabledReason={read.error ? 'The events could not be loaded' : undefined}
          />
        }
        read={{
          ...read,
          refetch: () => {
            read.refetch();
            count.refetch();
          },
        }}
        empty={{
          title: 'No events',
          description: looksOn
            ? 'No recent event matches these filters. Gatehouse is searching older events.'
            : kindOf(view) === 'write'
              ? 'No changes match these filters. Reads are not shown.'
              : 'No calls match these filters.',
          action: kindOf(view) === 'write' ? <Button onClick={() => void setView({ kind: 'all' })}>Show reads</Button> : null,
        }}
      />
      <RegionHint error={read.error} />
      <div className="mt-3 flex justify-center empty:hidden">
        <MoreButton pages={pages} label="Load older events" />
      </div>
    </>
  );
}

type FiltersProps = { view: EventsView; onChange: (change: Partial<EventsView>) => void; manages: boolean };

function Filters({ view, onChange, manages }: FiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <PropertyFilter
        label="Find events"
        properties={EVENT_PROPERTIES}
        query={toFilterQuery(view)}
        onQueryChange={(query) => onChange(fromFilterQuery(query))}
        className="max-w-xl flex-1 basis-60"
      />
      <Select
        aria-label="Outcome"
        className="w-auto min-w-36"
        value={view.outcome}
        onValueChange={(outcome) => onChange({ outcome })}
        options={OUTCOMES.map((value) => ({ value, label: outcomeLabel(value) }))}
      />
      <SegmentedControl
        label="Kind"
        value={kindOf(view)}
        onValueChange={(kind) => onChange({ kind })}
        segments={[
          { value: 'write', label: 'Changes' },
          { value: 'read', label: 'Reads' },
          { value: 'all', label: 'Both' },
        ]}
      />
      <Select
        aria-label="Time"
        className="w-auto min-w-36"
        value={view.range}
        onValueChange={(range) => onChange({ range })}
        options={RANGE_NAMES.map((value) => ({ value, label: RANGE_LABELS[value] }))}
      />
      {manages ? (
        <Select
          aria-label="Whose"
          className="w-auto min-w-36"
          value={view.account || OWN}
          onValueChange={(account) => onChange({ account: account === OWN ? '' : account })}
          options={[
            { value: OWN, label: 'This account' },
            { value: EVERY_ACCOUNT, label: 'All accounts of the organization' },
            ...(view.account && view.account !== EVERY_ACCOUNT
              ? [{ value: view.account, label: `Account ${view.account}` }]
              : []),
          ]}
        />
      ) : null}
      {view.range === 'custom' ? (
        <div className="flex basis-full flex-wrap gap-3">
          <Field label="From">
            <Input type="datetime-local" value={view.from} onChange={({ target }) => onChange({ from: target.value })} />
          </Field>
          <Field label="To">
            <Input type="datetime-local" value={view.to} onChange={({ target }) => onChange({ to: target.value })} />
          </Field>
        </div>
      ) : null}
    </div>
  );
}

type ExportButtonProps = {
  input: EventFilters;
  columns: readonly ColumnDefinition<Event>[];
  disabledReason: string | undefined;
};

/** Downloads the newest matching events, up to a limit. */
function ExportButton({ input, columns, disabledReason }: ExportButtonProps) {
  const flash = useFlash();
  const [running, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    const events: Event[] = [];
    let NextToken: string | undefined;
    do {
      const page = await fetchEvents({ ...input, MaxResults: 1000, NextToken });
      if (!page.ok) {
        setRunning(false);
        return flash.error(page.error);
      }
      events.push(...page.data.Events);
      NextToken = page.data.NextToken;
    } while (NextToken !== undefined && events.length < MOST_EXPORTED);
    setRunning(false);
    downloadText('event_history.csv', toCsv(columns, events), 'text/csv;charset=utf-8');
    if (NextToken !== undefined)
      flash.info(`The file has the newest ${plural(events.length, 'event')}. Choose a shorter period to include all.`);
  };
  return (
    <Button loading={running} disabledReason={disabledReason} onClick={() => void run()}>
      Download CSV
    </Button>
  );
}
