import { z } from 'zod';
import { Circumstances, Draft } from '@/lib/access/schema';
import { FRAGMENT } from './fragment-name';

/** What of a question belongs in no query string, since it can be long and no server asks for it: condition keys, a policy, drafts. */
const InFragment = Circumstances.pick({ Context: true, ResourcePolicy: true }).extend({
  Drafts: z.array(Draft).max(100).optional(),
  /** The sentence of a change that is tried at once, where the answer still proposes it. */
  Try: z.string().max(20_000).optional(),
});
export type AskedCircumstances = z.output<typeof InFragment>;

/** What a fragment carries; nothing where it is another one, or no question. */
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
