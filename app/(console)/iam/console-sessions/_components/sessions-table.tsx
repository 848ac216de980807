import { type ReactNode, useState } from 'react';
import type { Read } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import type { ListedConsoleSession } from '@/lib/account/console-sessions';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { browserName } from './browser-name';

export type Session = Json<ListedConsoleSession>;
type Dialog = { what: 'all' } | { what: 'one'; session: Session };

type SessionsTableProps = {
  /** The owner of the sessions, as the event history names it. */
  principal: string;
  read: Read<{ Sessions: Session[]; IsTruncated: boolean }>;
  description: string;
  empty: { title: string; description: string };
  endAll: { label: string; disabledReason: string | undefined };
  /** The reason why the viewer can't end sessions. */
  endReason?: string | undefined;
  /** Renders the confirmation that ends one session, or all if `session` is null. */
  dialog: (session: Session | null, close: () => void) => ReactNode;
};

/** Renders console sessions with browser, address, start time and role. */
export function SessionsTable({ principal, read, description, empty, endAll, endReason, dialog }: SessionsTableProps) {
  const [open, setOpen] = useState<Dialog | null>(null);
  return (
    <TablePanel
      title="Console sessions"
      description={read.data?.IsTruncated ? `${description} These are the newest.` : description}
      read={read}
      what="console sessions"
      rows={read.data?.Sessions}
      rowKey={({ SessionId }) => SessionId}
      empty={empty}
      columns={[
        {
          header: 'Browser',
          wide: true,
          cell: ({ UserAgent, Current }) => (
            <span title={UserAgent}>
              {browserName(UserAgent)} {Current ? <Badge>this session</Badge> : null}
            </span>
          ),
        },
        { header: 'Source IP address', mono: true, cell: ({ SourceIp }) => SourceIp },
        { header: 'Signed in', cell: ({ SignedInAt }) => <Time value={SignedInAt} /> },
        { header: 'Last used', cell: ({ LastUsedAt }) => <Time value={LastUsedAt} /> },
        { header: 'MFA', cell: ({ WithMfa }) => (WithMfa ? 'Yes' : 'No') },
        { header: 'Switched to', cell: ({ RoleArn }) => (RoleArn ? <span title={RoleArn}>{roleText(RoleArn)}</span> : '–') },
        {
          header: 'Actions',
          actions: true,
          cell: (session) =>
            session.Current ? null : (
              <Button
                variant="link"
                aria-label={`End the session of ${sessionText(session)}`}
                disabledReason={endReason}
                onClick={() => setOpen({ what: 'one', session })}
              >
                End session
              </Button>
            ),
        },
      ]}
      actions={
        <>
          <TextLink href={paths.signInEvents({ principal })}>Sign-in history</TextLink>
          <Button disabledReason={endReason ?? endAll.disabledReason} onClick={() => setOpen({ what: 'all' })}>
            {endAll.label}
          </Button>
        </>
      }
    >
      {open ? dialog(open.what === 'one' ? open.session : null, () => setOpen(null)) : null}
    </TablePanel>
  );
}

/** Returns the name of a session: `Firefox on Linux at 192.0.2.7`. */
export function sessionText({ UserAgent, SourceIp }: Session): string {
  return `${browserName(UserAgent)} at ${SourceIp}`;
}

/** Returns the role of a session: `Auditor in 111122223333`. */
function roleText(arn: string): string {
  return `${arn.slice(arn.lastIndexOf('/') + 1)} in ${arn.split(':')[4]}`;
}
