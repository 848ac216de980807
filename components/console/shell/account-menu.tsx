'use client';

import { ChevronDown, LogOut, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Popover } from '../../ui/popover';
import { CopyText } from '../page/copy-text';
import { formatAccountId, identityText, type RoleColor, type ShellIdentity } from './identity';
import type { ThemeChoice } from './theme';
import { ThemeSwitch } from './theme-switch';

export type AccountMenuProps = {
  identity: ShellIdentity;
  theme: ThemeChoice;
  /** Account, Organization, Security credentials, Switch role … */
  links: readonly { label: string; href: string }[];
  /** Form actions: they work before any script has loaded. */
  signOut: () => void | Promise<void>;
  switchBack?: () => void | Promise<void>;
};

const ROLE: Record<RoleColor, string> = {
  grey: '[--role:var(--role-grey)]',
  red: '[--role:var(--role-red)]',
  orange: '[--role:var(--role-orange)]',
  yellow: '[--role:var(--role-yellow)]',
  green: '[--role:var(--role-green)]',
  blue: '[--role:var(--role-blue)]',
  purple: '[--role:var(--role-purple)]',
};

// A switched role colours the whole button, so that nobody forgets as whom they act.
const FILLED =
  'border-(--role) bg-(--role) text-role-ink hover:bg-(--role) hover:brightness-95 active:bg-(--role) data-popup-open:bg-(--role)';

export function RoleColorSquare({ color, className }: { color: RoleColor; className?: string }) {
  return (
    <span aria-hidden className={classNames('inline-block size-2.5 shrink-0 rounded-sm bg-(--role)', ROLE[color], className)} />
  );
}

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
          className={classNames('h-9 gap-2 px-2 text-left', switched && [FILLED, ROLE[switched.color]])}
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

function MenuContent({ identity, theme, links, signOut, switchBack, close }: AccountMenuProps & { close: () => void }) {
  const switched = identity.kind === 'role' ? identity.switched : undefined;
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 border-line border-b p-4">
        <Row label="Signed in as">
          <span className="flex items-baseline gap-1.5 break-all">
            {switched ? <RoleColorSquare color={switched.color} /> : null}
            {identity.kind === 'root'
              ? identity.email
              : identity.kind === 'user'
                ? identity.userName
                : `${identity.roleName}/${identity.sessionName}`}
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
