import { useState } from 'react';
import { callerText } from '@/app/(console)/access/events/caller-text';
import { EventOutcome } from '@/app/(console)/access/events/events-table';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { ButtonLink } from '@/components/ui/button';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { RECENT_KINDS, type RecentKind, recentQuery } from '../queries';
import { shortResource } from './short-resource';

const LABELS: Record<RecentKind, string> = { changes: 'Changes', denials: 'Denials', all: 'All' };
const FILTERS: Record<RecentKind, Record<string, string>> = {
  changes: {},
  denials: { outcome: 'Denied', kind: 'all' },
  all: { kind: 'all' },
};

/** Shows recent events of the account. */
export function RecentPanel() {
  const [kind, setKind] = useState<RecentKind>('changes');
  const events = useRead(recentQuery(kind));
  return (
    <Panel
      title="Recent"
      flush={Boolean(events.data?.Events.length)}
      actions={
        <>
          <SegmentedControl
            label="Show"
            value={kind}
            onValueChange={setKind}
            segments={RECENT_KINDS.map((value) => ({ value, label: LABELS[value] }))}
          />
          <ButtonLink variant="link" href={paths.events(FILTERS[kind])} className="h-8">
            Event history
          </ButtonLink>
        </>
      }
    >
      <ReadBox read={events} what="recent events">
        {({ Events }) =>
          Events.length === 0 ? (
            <p className="text-ink-2">
              {kind === 'denials' ? 'No denied calls.' : 'No events yet. Calls to this account appear here.'}
            </p>
          ) : (
            <Table label="Recent events" className="text-sm">
              <TableHead>
                <TableRow>
                  <TableHeader className="pl-4">Time</TableHeader>
                  <TableHeader>Event name</TableHeader>
                  <TableHeader className="max-sm:hidden">User</TableHeader>
                  <TableHeader className="max-sm:hidden">On</TableHeader>
                  <TableHeader>Result</TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {Events.map((event) => (
                  <TableRow key={event.eventID}>
                    <TableCell className="whitespace-nowrap pl-4 text-ink-3">
                      <Time value={event.eventTime} />
                    </TableCell>
                    <TableCell mono>
                      <TextLink href={paths.event(event.eventID)}>{event.eventName}</TextLink>
                    </TableCell>
                    <TableCell className="max-w-48 truncate max-sm:hidden" title={callerText(event)}>
                      {callerText(event)}
                    </TableCell>
                    <TableCell mono className="w-full min-w-28 max-w-0 truncate max-sm:hidden" title={event.resources[0]?.ARN}>
                      {shortResource(event.resources[0]?.ARN)}
                    </TableCell>
                    <TableCell className="whitespace-nowrap">
                      <EventOutcome event={event} />
                      {event.authorizationId ? (
                        <TextLink href={paths.troubleshooter(event.authorizationId)} className="ml-2">
                          Reason
                        </TextLink>
                      ) : null}
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )
        }
      </ReadBox>
    </Panel>
  );
}
