import { FlaskConical } from 'lucide-react';
import { trialOf } from '@/lib/console/lab';
import { paths } from '@/lib/console/paths';

/** Shown on every page of an author in a preview: what these accounts are, and the way back to the draft. */
export async function TrialNote({ accountId }: { accountId: string }) {
  const draft = await trialOf(accountId);
  if (!draft) return null;
  return (
    <aside aria-label="Trial" className="mb-3 rounded-md bg-limit-soft px-3 py-2 print:hidden">
      <FlaskConical aria-hidden size={14} className="mr-1.5 inline-block text-limit" />
      <b className="font-medium">This is a preview of “{draft.title ?? 'a draft'}”.</b> You can record what you do here as its
      start or its solution: {/* Outside the page's session, so this is no console link. */}
      <a href={paths.editDraft(draft.id)} className="text-accent underline decoration-1 underline-offset-3">
        go to the draft
      </a>
      .
    </aside>
  );
}
