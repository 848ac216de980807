'use client';

import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useRead } from '@/components/console/kit/use-read';
import { SessionsTable, sessionText } from './_components/sessions-table';
import { endConsoleSession, endOtherConsoleSessions } from './actions';
import { consoleSessionsQuery } from './queries';

/** Renders the viewer's console sessions, with buttons that end them. @param principal as in SessionsTable */
export function ConsoleSessionsPanel({ principal }: { principal: string }) {
  const sessions = useRead(consoleSessionsQuery());
  const others = sessions.data?.Sessions.filter(({ Current }) => !Current).length;
  return (
    <SessionsTable
      principal={principal}
      read={sessions}
      description="The browsers in which you are signed in. Changing the password ends all other sessions."
      empty={{ title: 'No console sessions', description: 'Your sessions have ended. Sign in again.' }}
      endAll={{
        label: 'Sign out everywhere else',
        disabledReason: others === 0 ? 'You are not signed in anywhere else.' : undefined,
      }}
      dialog={(session, onClose) =>
        session ? (
          <ConfirmDialog
            title="End this session?"
            confirmLabel="End session"
            action={endConsoleSession}
            input={{ SessionId: session.SessionId }}
            success="The session was ended."
            onClose={onClose}
          >
            <p>{sessionText(session)} is signed out at the next click. Access keys and role sessions are not affected.</p>
          </ConfirmDialog>
        ) : (
          <ConfirmDialog
            title="Sign out everywhere else?"
            confirmLabel="Sign out everywhere else"
            action={endOtherConsoleSessions}
            input={{}}
            success="You are only signed in here."
            onClose={onClose}
          >
            <p>All your other sessions end. Access keys and role sessions are not affected.</p>
          </ConfirmDialog>
        )
      }
    />
  );
}
