'use client';

import { ExternalLink, LogOut } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Badge } from '../../ui/badge';
import { Button, buttonClass, IconButton } from '../../ui/button';
import { formatAccountId, ROLE_COLORS } from './identity';
import { RoleColorSquare } from './role-color';

/** An identity that is signed in with this browser. */
export type BrowserSession = {
  /** The name of the signed-in identity. */
  name: string;
  /** The start page of the session. */
  href: string;
  /** The caller of the session: `maria`, `root`, or the display name of a role. */
  label: string;
  accountId: string;
  accountName: string;
  /** The color of the switched role. */
  color?: string;
  /** True if the tab uses this session. */
  current: boolean;
};

export type BrowserSessionsProps = {
  read: () => Promise<readonly BrowserSession[]>;
  addHref: string;
  signOutOf: (name: string) => Promise<void>;
  signOutOfAll: () => void | Promise<void>;
};

/** Renders the browser's other sessions and Add session, at the end of the account menu. A session's link loads its pages anew. */
export function BrowserSessions({ read, addHref, signOutOf, signOutOfAll }: BrowserSessionsProps) {
  const [sessions, setSessions] = useState<readonly BrowserSession[]>([]);
  const [ending, setEnding] = useState<string | null>(null);
  useEffect(() => {
    let isOpen = true;
    void read().then((found) => isOpen && setSessions(found));
    return () => {
      isOpen = false;
    };
  }, [read]);
  const end = async (name: string) => {
    setEnding(name);
    await signOutOf(name);
    setSessions(await read());
    setEnding(null);
  };
  return (
    <section aria-labelledby="browser-sessions" className="border-line border-t p-4">
      <div className="flex items-center justify-between gap-2">
        <h2 id="browser-sessions" className="text-ink-3">
          Sessions in this browser
        </h2>
        <a href={addHref} target="_self" className={buttonClass('normal', 'sm')}>
          Add session
        </a>
      </div>
      {sessions.length > 1 ? (
        <>
          <ul className="mt-2 space-y-1">
            {sessions.map((session) => (
              <Row key={session.href} session={session} ending={ending === session.name} onEnd={() => void end(session.name)} />
            ))}
          </ul>
          <form action={signOutOfAll} className="mt-3">
            <Button type="submit" className="w-full">
              Sign out of all {sessions.length} sessions
            </Button>
          </form>
        </>
      ) : null}
    </section>
  );
}

function Row({ session, ending, onEnd }: { session: BrowserSession; ending: boolean; onEnd: () => void }) {
  const { href, label, accountId, accountName, current } = session;
  const color = ROLE_COLORS.find((known) => known === session.color);
  const who = `${label} @ ${accountName}`;
  const text = (
    <>
      <span className="flex items-center gap-1.5">
        {color ? <RoleColorSquare color={color} /> : null}
        <span className="truncate">{who}</span>
        {current ? <Badge>this tab</Badge> : null}
      </span>
      <span className="block font-mono text-ink-3 text-xs">{formatAccountId(accountId)}</span>
    </>
  );
  return (
    <li className="flex items-center gap-1">
      {current ? (
        <span className="min-w-0 flex-1 px-2 py-1">{text}</span>
      ) : (
        <>
          <a href={href} target="_self" className="min-w-0 flex-1 rounded-sm px-2 py-1 hover:bg-accent-soft">
            {text}
          </a>
          <a
            href={href}
            target="_blank"
            rel="noreferrer"
            aria-label={`Open ${who} in a new tab`}
            className="rounded-md p-2 text-ink-2 hover:bg-hover hover:text-ink"
          >
            <ExternalLink aria-hidden size={14} />
          </a>
          <IconButton label={`Sign out ${who}`} size="sm" loading={ending} onClick={onEnd}>
            <LogOut aria-hidden size={14} />
          </IconButton>
        </>
      )}
    </li>
  );
}
