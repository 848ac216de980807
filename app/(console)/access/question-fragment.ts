import type { z } from 'zod';
import type { ExplainAccessInput } from '@/lib/access/schema';
import { paths } from '@/lib/console/paths';
import { ownBasePath } from '@/lib/console/session/session-address';
import { FRAGMENT } from './fragment-name';
import type { AskedCircumstances } from './read-fragment';

/** Returns the fragment for circumstances, or undefined if there are none. */
function toFragment({ Context, ResourcePolicy, Drafts, Try }: AskedCircumstances): string | undefined {
  const given = {
    Context: Context?.length ? Context : undefined,
    ResourcePolicy: ResourcePolicy?.trim() || undefined,
    Drafts: Drafts?.length ? Drafts : undefined,
    Try,
  };
  if (Object.values(given).every((part) => part === undefined)) return undefined;
  return `${FRAGMENT}=${encodeURIComponent(JSON.stringify(given))}`;
}

/** Sets the circumstances in the page's address. */
export function setFragment(asked: AskedCircumstances): void {
  const { pathname, search } = window.location;
  const fragment = toFragment(asked);
  window.history.replaceState(window.history.state, '', `${pathname}${search}${fragment ? `#${fragment}` : ''}`);
}

export type Question = z.input<typeof ExplainAccessInput>;

/** Returns the page that asks a question with all its circumstances. `Try` is as in the fragment. */
export function questionHref(question: Question, Try?: string): string {
  return paths.ask(inQuery(question), toFragment({ ...question, Try }));
}

/** Returns the page that shows a decision step by step. */
export function decisionHref(question: Question): string {
  return paths.decision(inQuery(question), toFragment(question));
}

/** Shows another question on the page of a decision, at the same size. */
export function showDecision(question: Question): void {
  const next = new URL(ownBasePath() + decisionHref(question), window.location.href);
  const size = new URLSearchParams(window.location.search).get('size');
  if (size !== null) next.searchParams.set('size', size);
  window.history.pushState(null, '', next);
  // Browsers send no event for this, and two questions can differ only in the fragment.
  window.dispatchEvent(new Event('hashchange'));
}

function inQuery({ PrincipalArn, Action, Resource, ResourceAccount, Credential }: Question) {
  return { principal: PrincipalArn, action: Action, resource: Resource, owner: ResourceAccount, credential: Credential };
}
