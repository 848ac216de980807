import { z } from 'zod';
import { PolicyDraft, QuestionCircumstances } from '@/lib/access/schema';
import { FRAGMENT } from './fragment-name';

/**
 * The parts of a question that do not belong in a query string, because they can be long and no server needs them: condition
 * keys, a policy, drafts.
 */
const InFragment = QuestionCircumstances.pick({ Context: true, ResourcePolicy: true }).extend({
  Drafts: z.array(PolicyDraft).max(100).optional(),
  /** The sentence of a change to try at once, if the answer still proposes it. */
  Try: z.string().max(20_000).optional(),
});
export type AskedCircumstances = z.output<typeof InFragment>;

/** Returns the circumstances in a fragment, or none if it is a different one. */
export function readFragment(hash: string): AskedCircumstances {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith(`${FRAGMENT}=`)) return {};
  try {
    const { success, data } = InFragment.safeParse(JSON.parse(decodeURIComponent(text.slice(FRAGMENT.length + 1))));
    return success ? data : {};
  } catch {
    return {};
  }
}
