'use client';

import { useMemo } from 'react';
import { MoreButton, usePages } from '@/components/console/kit/use-pages';
import { ResourceTable } from '@/components/console/table/resource-table';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { COLUMNS } from './events-table';
import { eventsQuery } from './queries';
import { RegionHint } from './region-hint';

const PREFERENCES = { pageSize: 'all', columns: ['name', 'outcome', 'time', 'caller', 'error', 'via'] } as const;

/** Lists this account's events that name a resource or something in it, newest first. */
export function ResourceEvents({ arn, noun }: { arn: string; noun: string }) {
  const input = useMemo(() => ({ Resource: arn }), [arn]);
  const pages = usePages(eventsQuery(input), ({ Events }) => Events);
  return (
    <>
      <ResourceTable
        id="resource-events"
        layout="panel"
        title="Activity"
        noun="events"
        description={`Calls in this account that name the ${noun} or something in it. Calls by other accounts are also in their own event history.`}
        columns={COLUMNS}
        rows={pages.rows}
        rowId={(event) => event.eventID}
        rowName={(event) => `${event.eventName} ${event.eventTime}`}
        defaultPreferences={PREFERENCES}
        urlKey={false}
        buttons={<ButtonLink href={paths.events({ resource: arn, kind: 'all' })}>Open in event history</ButtonLink>}
        read={pages.read}
        empty={{
          title: 'No events',
          description: `No calls about this ${noun} in the stored event history.`,
        }}
      />
      <RegionHint error={pages.read.error} />
      <div className="mt-3 flex justify-center empty:hidden">
        <MoreButton pages={pages} label="Load older events" />
      </div>
    </>
  );
}
