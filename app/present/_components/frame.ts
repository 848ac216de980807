import { splitAddress } from '@/lib/console/session-address';

// What a presenter does with the pages in its panes. They are pages of this server, in frames, so that their documents can be reached.

/** The page that a pane shows, without the session in front of it. */
export function pageIn(frame: HTMLIFrameElement | null): string | null {
  const location = frame?.contentWindow?.location;
  // Before its first page a frame is at about:blank.
  if (!location || location.protocol === 'about:') return null;
  return splitAddress(location.pathname).path + location.search + location.hash;
}

/** What somebody clicked on, as the other pane can find it again: by what it is and what it is called. */
export type Clicked = { selector: string; name: string; index: number };

const CLICKABLE = 'a[href], button, summary, label, input, [role="tab"], [role="menuitem"], [role="option"], [role="row"]';

const nameOf = (element: Element) =>
  (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 120) ||
  (element.getAttribute('name') ?? '');

function alikeIn(document: Document, selector: string, name: string): Element[] {
  return [...document.querySelectorAll(selector)].filter((element) => nameOf(element) === name);
}

/** What a click was on; null where it was on nothing that does something. */
export function clickedOn(target: EventTarget | null): Clicked | null {
  // An element of another frame is an instance of that frame's classes.
  const element = (target as Partial<Element> | null)?.closest?.(CLICKABLE);
  if (!element) return null;
  const role = element.getAttribute('role');
  const selector = role === null ? element.tagName.toLowerCase() : `[role="${role}"]`;
  const name = nameOf(element);
  return { selector, name, index: alikeIn(element.ownerDocument, selector, name).indexOf(element) };
}

/** Clicks in a pane on what is the same there. @returns whether there is such a thing */
export function clickAlike(frame: HTMLIFrameElement | null, { selector, name, index }: Clicked): boolean {
  const document = frame?.contentDocument;
  if (!document) return false;
  const alike = alikeIn(document, selector, name);
  const found = alike[index] ?? alike[0];
  if (!found) return false;
  (found as HTMLElement).click();
  return true;
}

/** Whether a key was typed into something, and is not meant for the presenter. */
export function isTyping(target: EventTarget | null): boolean {
  return Boolean((target as Partial<Element> | null)?.closest?.('input, textarea, select, [contenteditable]'));
}
