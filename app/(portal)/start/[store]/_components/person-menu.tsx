'use client';

import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/navigation';
import { paths } from '@/lib/console/paths';
import { signOutPersonAction } from '@/lib/console/portal/actions';

type PersonMenuProps = { store: string; userName: string; displayName: string; until: string };

/** Shows who is signed in, until when, and the way out. */
export function PersonMenu({ store, userName, displayName, until }: PersonMenuProps) {
  return (
    <>
      <span className="text-ink-2 text-sm max-lg:hidden">
        Signed in until <Time value={until} format="short" />
      </span>
      <Link
        href={paths.portalPassword(store)}
        title="Change your password"
        className="min-w-0 rounded-md border border-line-strong px-2.5 py-0.5 leading-tight hover:bg-hover"
      >
        <span className="block max-w-48 truncate font-medium text-sm">{displayName}</span>
        <span className="block max-w-48 truncate font-mono text-ink-3 text-xs">{userName}</span>
        <span className="sr-only">Change your password</span>
      </Link>
      <form action={signOutPersonAction.bind(null, store)}>
        <Button type="submit">Sign out</Button>
      </form>
    </>
  );
}
