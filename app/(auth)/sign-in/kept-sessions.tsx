import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { buttonClass } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { currentSession, keptSessions } from '@/lib/console/request';
import { signedInAs } from '@/lib/console/session/session';
import { basePathOf } from '@/lib/console/session/session-address';
import { BROWSER_IS_FULL, isFull } from '@/lib/console/sign-in/keep-session';

/** Reads from the query of a sign-in page whether the new session is added. */
export function newSession(session: string | undefined): 'new' | undefined {
  return session === 'new' ? 'new' : undefined;
}

type SessionFormProps = {
  session: 'new' | undefined;
  /** The address of this page with which the session is added to the existing ones. */
  addHref: string;
  /** The form. */
  children: ReactNode;
};

/** Shows above the form what happens to the existing session, or that there is no room for another. */
export async function SessionForm({ session, addHref, children }: SessionFormProps) {
  if (session === 'new' && isFull((await keptSessions()).kept)) {
    return (
      <Alert kind="warning" className="mt-5">
        {BROWSER_IS_FULL}
      </Alert>
    );
  }
  const here = session === 'new' ? null : await currentSession();
  return (
    <>
      {here ? (
        <Alert
          kind="info"
          className="mt-3"
          action={
            <a href={addHref} target="_self" className={buttonClass('normal', 'sm')}>
              Add a session
            </a>
          }
        >
          You are signed in as {signedInAs(here)}. Signing in here ends that session. To keep it, add a session instead.
        </Alert>
      ) : null}
      {children}
    </>
  );
}

/** Lists below the form the identities signed in with this browser, each linked to its own pages. */
export async function KeptSessions() {
  const { kept } = await keptSessions();
  if (kept.length === 0) return null;
  return (
    <section aria-labelledby="kept-sessions" className="mt-6 border-line border-t pt-4">
      <h2 id="kept-sessions" className="font-semibold">
        Signed in with this browser
      </h2>
      <ul className="mt-2 space-y-1">
        {kept.map(({ name, session }) => (
          <li key={name}>
            <a
              href={basePathOf(name) + paths.home}
              target="_self"
              className="flex flex-wrap items-baseline justify-between gap-x-3 rounded-sm text-accent underline-offset-3 hover:underline"
            >
              <span className="break-all">{signedInAs(session)}</span>
              <span className="font-mono text-ink-3 text-sm">{session.account.id}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
