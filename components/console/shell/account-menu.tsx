'use client';

import { ChevronDown, LogOut, Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Link } from '../../ui/navigation';
import { Popover } from '../../ui/popover';
import { Secret } from '../../ui/secret';
import { CopyText } from '../page/copy-text';
import type { BrowserSessionsProps } from './browser-sessions';
import { formatAccountId, identityText, type ShellIdentity } from './identity';
import { ROLE_CLASSES, RoleColorSquare } from './role-color';
import type { ThemeChoice } from './theme';
import { ThemeSwitch } from './theme-switch';

const BrowserSessions = dynamic(() => import('./browser-sessions').then((module) => module.BrowserSessions));

export type AccountMenuProps = {
  identity: ShellIdentity;
  theme: ThemeChoice;
  /** The links of the menu, such as Account and Switch role. */
  links: readonly { label: string; href: string }[];
  /** Signs out by a form action, which works before any script has loaded. */
  signOut: () => void | Promise<void>;
  switchBack?: () => void | Promise<void>;
  sessions: BrowserSessionsProps;
};

// A switched role colours the whole button as a reminder of the role.
const FILLED =
  'border-(--role) bg-(--role) text-role-ink hover:bg-(--role) hover:brightness-95 active:bg-(--role) data-popup-open:bg-(--role)';

export function AccountMenu(props: AccountMenuProps) {
  const { identity } = props;
  const switched = identity.kind === 'role' ? identity.switched : undefined;
  const text = switched?.displayName || identityText(identity);
  return (
    <Popover
      align="end"
      aria-label="Account"
      className="w-80 p-0"
      trigger={
        <Button
          aria-label={`Account: ${text}, ${identity.accountId}`}
          className={classNames('h-9 gap-2 px-2 text-left', switched && [FILLED, ROLE_CLASSES[switched.color]])}
        >
          <span className="flex min-w-0 max-w-27 flex-col sm:max-w-44 2xl:max-w-72">
            <span className="truncate leading-4">{text}</span>
            <span className={classNames('font-mono font-normal text-xs leading-3.75', !switched && 'text-ink-3')}>
              {formatAccountId(identity.accountId)}
            </span>
          </span>
          <ChevronDown aria-hidden size={14} className="max-sm:hidden" />
        </Button>
      }
    >
      {(close) => <MenuContent {...props} close={close} />}
    </Popover>
  );
}

type MenuContentProps = AccountMenuProps & { close: () => void };

function MenuContent({ identity, theme, links, signOut, switchBack, sessions, close }: MenuContentProps) {
  const switched = identity.kind === 'role' ? identity.switched : undefined;
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 border-line border-b p-4">
        <Row label="Signed in as">
          <span className="flex items-baseline gap-1.5 break-all">
            {switched ? <RoleColorSquare color={switched.color} /> : null}
            {identity.kind === 'root' ? (
              <Secret>{identity.email}</Secret>
            ) : identity.kind === 'user' ? (
              identity.userName
            ) : (
              `${identity.roleName}/${identity.sessionName}`
            )}
          </span>
          {identity.kind === 'root' ? <span className="block text-ink-3 text-sm">Root user</span> : null}
        </Row>
        <Row label="Account">{identity.accountName}</Row>
        <Row label="Account ID">
          <CopyText
            text={identity.accountId}
            display={formatAccountId(identity.accountId)}
            what="account ID"
            mono
            className="pl-1.5"
          />
        </Row>
      </dl>
      <ul className="border-line border-b p-1.5">
        {links.map((link) => (
          <li key={link.href}>
            <Link href={link.href} onClick={close} className="block rounded-sm px-2.5 py-1.5 hover:bg-accent-soft">
              {link.label}
            </Link>
          </li>
        ))}
      </ul>
      <div className="space-y-3 p-4">
        <ThemeSwitch theme={theme} className="w-full [&>label]:flex-1 [&>label]:justify-center" />
        <div className="flex gap-2 [&>form]:flex-1">
          {switchBack ? (
            <form action={switchBack}>
              <Button type="submit" className="w-full">
                <Undo2 aria-hidden size={14} />
                Switch back
              </Button>
            </form>
          ) : null}
          <form action={signOut}>
            <Button type="submit" className="w-full">
              <LogOut aria-hidden size={14} />
              Sign out
            </Button>
          </form>
        </div>
      </div>
      <BrowserSessions {...sessions} />
    </>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
