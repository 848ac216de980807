import { Eye } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { ConsoleSession } from '@/lib/console/session/session';

type EntryNoteProps = { entry: NonNullable<ConsoleSession['entry']>; leave: () => Promise<void> };

/** Shown on every page to an instructor in a student's accounts: whose accounts they are, what is allowed, and how to leave. */
export function EntryNote({ entry, leave }: EntryNoteProps) {
  return (
    <aside
      aria-label="Student’s accounts"
      className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md bg-limit-soft px-3 py-2 print:hidden"
    >
      <p className="min-w-0 flex-1 basis-72">
        <Eye aria-hidden size={14} className="mr-1.5 inline-block text-limit" />
        {entry.student === null ? (
          <>
            <b className="font-medium">You are in accounts with the solution</b>, read-only.
          </>
        ) : (
          <>
            <b className="font-medium">You are in the accounts of {entry.student}</b>,{' '}
            {entry.mayChange ? 'with write access' : 'read-only'}. {entry.student} sees that you are here, and the event history
            records your name.
          </>
        )}
      </p>
      <form action={leave}>
        <Button type="submit" size="sm">
          Leave
        </Button>
      </form>
    </aside>
  );
}
