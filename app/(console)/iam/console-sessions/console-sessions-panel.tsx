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
      description="The browsers in which you are signed in. A change of the password ends all sessions but the one it is made in."
      empty={{ title: 'No console sessions', description: 'They have ended. Sign in again.' }}
      endAll={{
        label: 'Sign out everywhere else',
        disabledReason: others === 0 ? 'You are signed in nowhere else.' : undefined,
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
            <p>{sessionText(session)} is signed out with its next click. Access keys and sessions of roles are not touched.</p>
          </ConfirmDialog>
        ) : (
          <ConfirmDialog
            title="Sign out everywhere else?"
            confirmLabel="Sign out everywhere else"
            action={endOtherConsoleSessions}
            input={{}}
            success="You are signed in here only."
            onClose={onClose}
          >
            <p>All your sessions but this one end. Access keys and sessions of roles are not touched.</p>
          </ConfirmDialog>
        )
      }
    />
  );
}
