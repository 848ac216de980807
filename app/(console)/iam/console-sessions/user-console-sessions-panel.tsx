'use client';

import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { SessionsTable, sessionText } from './_components/sessions-table';
import { endUserConsoleSessions } from './actions';
import { userConsoleSessionsQuery } from './queries';

/** Renders a user's console sessions for administrators, with buttons that end them. */
export function UserConsoleSessionsPanel({ userName }: { userName: string }) {
  const sessions = useRead(userConsoleSessionsQuery(userName));
  const missing = useMissing();
  const others = sessions.data?.Sessions.filter(({ Current }) => !Current).length;
  return (
    <SessionsTable
      principal={userName}
      read={sessions}
      description={`The console sessions of ${userName}. Setting a password here or disabling console access ends all of them.`}
      empty={{ title: 'No console sessions', description: `${userName} is not signed in to the console.` }}
      endAll={{ label: 'End all sessions', disabledReason: others === 0 ? 'There is no session to end.' : undefined }}
      endReason={missing('iam:UpdateLoginProfile')}
      dialog={(session, onClose) => (
        <ConfirmDialog
          title={session ? 'End this session?' : `End all sessions of ${userName}?`}
          confirmLabel={session ? 'End session' : 'End all sessions'}
          action={endUserConsoleSessions}
          input={{ UserName: userName, SessionId: session?.SessionId }}
          success={session ? 'The session was ended.' : `${userName} was signed out everywhere.`}
          onClose={onClose}
        >
          <p>
            {session ? `${sessionText(session)} is` : `${userName} is`} signed out at the next click and can sign in again with
            the password. Access keys and role sessions are not affected.
          </p>
        </ConfirmDialog>
      )}
    />
  );
}
