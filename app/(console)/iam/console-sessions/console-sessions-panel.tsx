'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useRead } from '@/app/(console)/_client/use-read';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { browserName } from './_components/browser-name';
import { endConsoleSession, endOtherConsoleSessions } from './actions';
import { consoleSessionsQuery } from './queries';

type Dialog = { what: 'others' } | { what: 'one'; id: string; name: string };

/** Where whoever looks at it is signed in to the console, and how to end that. */
export function ConsoleSessionsPanel() {
  const sessions = useRead(consoleSessionsQuery());
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const others = sessions.data?.Sessions.filter(({ Current }) => !Current).length;
  return (
    <TablePanel
      title="Console sessions"
      description={
        sessions.data?.IsTruncated
          ? 'Where you are signed in: the newest sessions. A change of the password ends all but the one it is made in.'
          : 'Where you are signed in. A change of the password ends all sessions but the one it is made in.'
      }
      read={sessions}
      what="console sessions"
      rows={sessions.data?.Sessions}
      rowKey={({ SessionId }) => SessionId}
      empty={{ title: 'No console sessions', description: 'They have ended. Sign in again.' }}
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
        {
          header: 'Actions',
          actions: true,
          cell: ({ SessionId, UserAgent, SourceIp, Current }) =>
            Current ? null : (
              <Button
                variant="link"
                aria-label={`End the session of ${browserName(UserAgent)} at ${SourceIp}`}
                onClick={() => setDialog({ what: 'one', id: SessionId, name: `${browserName(UserAgent)} at ${SourceIp}` })}
              >
                End session
              </Button>
            ),
        },
      ]}
      actions={
        <Button
          disabledReason={others === 0 ? 'You are signed in nowhere else.' : undefined}
          onClick={() => setDialog({ what: 'others' })}
        >
          Sign out everywhere else
        </Button>
      }
    >
      {dialog?.what === 'one' ? (
        <ConfirmDialog
          title="End this session?"
          confirmLabel="End session"
          action={endConsoleSession}
          input={{ SessionId: dialog.id }}
          success="The session was ended."
          onClose={close}
        >
          <p>{dialog.name} is signed out with its next click. Access keys and sessions of roles are not touched.</p>
        </ConfirmDialog>
      ) : null}
      {dialog?.what === 'others' ? (
        <ConfirmDialog
          title="Sign out everywhere else?"
          confirmLabel="Sign out everywhere else"
          action={endOtherConsoleSessions}
          input={{}}
          success="You are signed in here only."
          onClose={close}
        >
          <p>All your sessions but this one end. Access keys and sessions of roles are not touched.</p>
        </ConfirmDialog>
      ) : null}
    </TablePanel>
  );
}
