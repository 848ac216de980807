import { z } from 'zod';
import { Circumstances, Draft, type ExplainAccessInput } from '@/lib/access/schema';
import { paths } from '@/lib/console/paths';

/** What of a question belongs in no query string, since it can be long and no server asks for it: condition keys, a policy, drafts. */
const InFragment = Circumstances.pick({ Context: true, ResourcePolicy: true }).extend({
  Drafts: z.array(Draft).max(100).optional(),
  /** The sentence of a change that is tried at once, where the answer still proposes it. */
  Try: z.string().max(20_000).optional(),
});
export type AskedCircumstances = z.output<typeof InFragment>;

const NAME = 'circumstances';

/** The fragment of an address that carries them; undefined where there is nothing to carry. */
export function toFragment({ Context, ResourcePolicy, Drafts, Try }: AskedCircumstances): string | undefined {
  const given = {
    Context: Context?.length ? Context : undefined,
    ResourcePolicy: ResourcePolicy?.trim() || undefined,
    Drafts: Drafts?.length ? Drafts : undefined,
    Try,
  };
  if (Object.values(given).every((part) => part === undefined)) return undefined;
  return `${NAME}=${encodeURIComponent(JSON.stringify(given))}`;
}

/** What a fragment carries; nothing where it is another one, or no question. */
export function readFragment(hash: string): AskedCircumstances {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith(`${NAME}=`)) return {};
  try {
    const { success, data } = InFragment.safeParse(JSON.parse(decodeURIComponent(text.slice(NAME.length + 1))));
    return success ? data : {};
  } catch {
    return {};
  }
}

/** Puts them into the address of the page, in place of what it carried. */
export function setFragment(asked: AskedCircumstances): void {
  const { pathname, search } = window.location;
  const fragment = toFragment(asked);
  window.history.replaceState(window.history.state, '', `${pathname}${search}${fragment ? `#${fragment}` : ''}`);
}

export type Question = z.input<typeof ExplainAccessInput>;

/** The page that asks a question, with all that was given with it; `Try` as in the fragment. */
export function questionHref(question: Question, Try?: string): string {
  return paths.access({ ...inQuery(question), ask: 'true' }, toFragment({ ...question, Try }));
}

/** The page that shows how a question is decided, step by step. */
export function decisionHref(question: Question): string {
  return paths.decision(inQuery(question), toFragment(question));
}

function inQuery({ PrincipalArn, Action, Resource, ResourceAccount, Credential }: Question) {
  return { principal: PrincipalArn, action: Action, resource: Resource, owner: ResourceAccount, credential: Credential };
}
