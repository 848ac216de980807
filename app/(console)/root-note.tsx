import { KeyRound } from 'lucide-react';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';

/** Shown on every page of the root user: what it is for, and how to work as an administrator instead. */
export function RootNote() {
  return (
    <aside
      aria-label="Root user"
      className="mb-3 flex print:hidden flex-wrap items-baseline gap-x-4 gap-y-0.5 border-limit border-l-2 py-0.5 pl-3 text-ink-2 text-sm"
    >
      <p className="min-w-0 flex-1 basis-72">
        <KeyRound aria-hidden size={14} className="mr-1.5 inline-block text-limit" />
        <b className="font-medium text-ink">You are the root user.</b> Use it only for{' '}
        <TextLink inline href={paths.accountSettings}>
          tasks that require it
        </TextLink>{' '}
        and to{' '}
        <TextLink inline href={paths.restoreAccess}>
          restore access
        </TextLink>
        . For everything else, work as an administrator.
      </p>
      <TextLink href={paths.secureAccount}>Secure this account</TextLink>
    </aside>
  );
}
