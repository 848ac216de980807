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
  /** Whose they are, as the history names them. */
  principal: string;
  read: Read<{ Sessions: Session[]; IsTruncated: boolean }>;
  description: string;
  empty: { title: string; description: string };
  endAll: { label: string; disabledReason: string | undefined };
  /** Why none of them can be ended by the reader. */
  endReason?: string | undefined;
  /** The dialog that asks before it ends one, or all. */
  dialog: (session: Session | null, close: () => void) => ReactNode;
};

/** Where somebody is signed in: in which browser, from where, since when, and as whom they act there. */
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

/** `Firefox on Linux at 192.0.2.7` */
export function sessionText({ UserAgent, SourceIp }: Session): string {
  return `${browserName(UserAgent)} at ${SourceIp}`;
}

/** `Auditor in 111122223333` */
function roleText(arn: string): string {
  return `${arn.slice(arn.lastIndexOf('/') + 1)} in ${arn.split(':')[4]}`;
}
