'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ResourceTable } from '@/components/console/table/resource-table';
import { Button, ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { COLUMNS } from './events-table';
import { eventsQuery } from './queries';
import { RegionHint } from './region-hint';

const PREFERENCES = { pageSize: 'all', columns: ['name', 'outcome', 'time', 'caller', 'error', 'via'] } as const;

/** Lists this account's events that name a resource or something in it, newest first. */
export function ResourceEvents({ arn, noun }: { arn: string; noun: string }) {
  const input = useMemo(() => ({ Resource: arn }), [arn]);
  const query = useInfiniteQuery(eventsQuery(input));
  const pages = query.data?.pages ?? [];
  const failed = pages.find((page) => !page.ok);
  const error = failed && !failed.ok ? failed.error : undefined;
  return (
    <>
      <ResourceTable
        id="resource-events"
        layout="panel"
        title="Activity"
        noun="events"
        description={`Calls in this account that name the ${noun} or something in it. Calls by other accounts are also in their own event history.`}
        columns={COLUMNS}
        rows={query.data ? pages.flatMap((page) => (page.ok ? page.data.Events : [])) : undefined}
        rowId={(event) => event.eventID}
        rowName={(event) => `${event.eventName} ${event.eventTime}`}
        defaultPreferences={PREFERENCES}
        urlKey={false}
        buttons={<ButtonLink href={paths.events({ resource: arn, kind: 'all' })}>Open in event history</ButtonLink>}
        read={{ error, refetch: () => void query.refetch(), fetching: query.isFetching }}
        empty={{
          title: 'No events',
          description: `No calls about this ${noun} in the stored event history.`,
        }}
      />
      <RegionHint error={error} />
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
