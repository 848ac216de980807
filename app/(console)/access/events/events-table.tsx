'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { CloudTrailEvent } from '@/lib/events/rows';
import type { LookupEventsInput } from '@/lib/events/schema';
import { callerText } from './caller-text';
import { eventsQuery } from './queries';

type Event = Json<CloudTrailEvent>;

const OUTCOMES = ['all', 'Success', 'Denied', 'WouldBeDenied', 'Failed'] as const;
const WOULD_BE_DENIED = 'Would have been denied';
const KINDS = ['write', 'read', 'all'] as const;

/** Whether a policy denied a call that went on, since the account only audits. */
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

const COLUMNS: readonly ColumnDefinition<Event>[] = [
  {
    id: 'time',
    header: 'Time',
    value: (event) => event.eventTime,
    cell: (event) => <Time value={event.eventTime} format="absolute" />,
    sortable: false,
  },
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
    value: (event) => event.outcome,
    cell: (event) => <EventOutcome event={event} />,
    sortable: false,
  },
  { id: 'caller', header: 'Caller', value: callerText, sortable: false },
  { id: 'resource', header: 'Resource', value: (event) => event.resources[0]?.ARN ?? '', mono: true, sortable: false },
  { id: 'source', header: 'Event source', value: (event) => event.eventSource, sortable: false },
  { id: 'error', header: 'Error code', value: (event) => event.errorCode ?? '', sortable: false },
  { id: 'ip', header: 'Source IP address', value: (event) => event.sourceIPAddress, mono: true, sortable: false },
  {
    id: 'via',
    header: 'Through',
    value: (event) => (event.via === 'api' ? 'API' : event.via === 'console' ? 'Console' : 'System'),
    sortable: false,
  },
];

/** The event history: every call of this account, newest first. Filters are the server's, so they reach all events. */
export function EventsTable() {
  const [filters, setFilters] = useQueryStates({
    name: parseAsString.withDefault(''),
    principal: parseAsString.withDefault(''),
    resource: parseAsString.withDefault(''),
    outcome: parseAsStringLiteral(OUTCOMES).withDefault('all'),
    kind: parseAsStringLiteral(KINDS).withDefault('write'),
  });
  const input: LookupEventsInput = {
    EventName: filters.name.trim() || undefined,
    Principal: filters.principal.trim() || undefined,
    Resource: filters.resource.trim() || undefined,
    Outcome: filters.outcome === 'all' ? undefined : filters.outcome,
    ReadOnly: filters.kind === 'all' ? undefined : filters.kind === 'read',
  };
  const query = useInfiniteQuery(eventsQuery(input));
  const pages = query.data?.pages ?? [];
  const failed = pages.find((page) => !page.ok);
  const rows = query.data ? pages.flatMap((page) => (page.ok ? page.data.Events : [])) : undefined;
  return (
    <>
      <PageHeader
        title="Event history"
        description="Every call to this account, by whom, from where, and how it was decided. A denial can be opened to see why."
      />
      <Panel className="mb-4">
        <form className="grid gap-3 sm:grid-cols-2 xl:grid-cols-5" onSubmit={(event) => event.preventDefault()}>
          <Field label="Event name">
            <Input
              value={filters.name}
              placeholder="CreateUser"
              onChange={(event) => void setFilters({ name: event.target.value || null })}
            />
          </Field>
          <Field label="Caller">
            <Input
              value={filters.principal}
              placeholder="Name or ARN"
              onChange={(event) => void setFilters({ principal: event.target.value || null })}
            />
          </Field>
          <Field label="Resource">
            <Input
              value={filters.resource}
              placeholder="Part of an ARN"
              onChange={(event) => void setFilters({ resource: event.target.value || null })}
            />
          </Field>
          <Field label="Outcome">
            <Select
              value={filters.outcome}
              onValueChange={(outcome) => void setFilters({ outcome: OUTCOMES.find((known) => known === outcome) ?? 'all' })}
              options={OUTCOMES.map((value) => ({ value, label: outcomeLabel(value) }))}
            />
          </Field>
          <Field label="Kind">
            <Select
              value={filters.kind}
              onValueChange={(kind) => void setFilters({ kind: KINDS.find((known) => known === kind) ?? 'write' })}
              options={[
                { value: 'write', label: 'Changes' },
                { value: 'read', label: 'Reads' },
                { value: 'all', label: 'Changes and reads' },
              ]}
            />
          </Field>
        </form>
      </Panel>
      <ResourceTable
        id="events"
        layout="panel"
        title="Events"
        noun="events"
        columns={COLUMNS}
        rows={rows}
        more={query.hasNextPage}
        rowId={(event) => event.eventID}
        rowName={(event) => `${event.eventName} ${event.eventTime}`}
        defaultPreferences={{ pageSize: 'all', columns: ['time', 'name', 'outcome', 'caller', 'resource', 'error', 'via'] }}
        read={{
          error: failed && !failed.ok ? failed.error : undefined,
          refetch: () => void query.refetch(),
          fetching: query.isFetching,
        }}
        empty={{ title: 'No events', description: 'No call matches these filters. Reads are hidden unless you ask for them.' }}
      />
      {query.hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Load older events
          </Button>
        </div>
      ) : null}
    </>
  );
}
