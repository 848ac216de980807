import { splitAddress } from '@/lib/console/session/session-address';

// Functions for the pages in a presenter's panes. They are pages of this server in frames, so their documents are accessible.

/** Returns the page that a pane shows, without its session prefix. */
export function pageIn(frame: HTMLIFrameElement | null): string | null {
  const location = frame?.contentWindow?.location;
  // A new frame is at about:blank.
  if (!location || location.protocol === 'about:') return null;
  return splitAddress(location.pathname).path + location.search + location.hash;
}

/** A clicked element, described by selector and name, so that the other pane can find it. */
export type Clicked = { selector: string; name: string; index: number };

const CLICKABLE = 'a[href], button, summary, label, input, [role="tab"], [role="menuitem"], [role="option"], [role="row"]';

const nameOf = (element: Element) =>
  (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim().slice(0, 120) ||
  (element.getAttribute('name') ?? '');

function alikeIn(document: Document, selector: string, name: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => nameOf(element) === name);
}

/** Returns the closest element that matches, or null. An element of another frame is an instance of that frame's classes. */
function closestTo(target: EventTarget | null, selector: string): HTMLElement | null {
  return (target as Partial<Element> | null)?.closest?.<HTMLElement>(selector) ?? null;
}

/** Returns the element of a click, or null if it has no action. */
export function clickedOn(target: EventTarget | null): Clicked | null {
  const element = closestTo(target, CLICKABLE);
  if (!element) return null;
  const role = element.getAttribute('role');
  const selector = role === null ? element.tagName.toLowerCase() : `[role="${role}"]`;
  const name = nameOf(element);
  return { selector, name, index: alikeIn(element.ownerDocument, selector, name).indexOf(element) };
}

/**
 * Clicks the matching element in a pane.
 * @returns false if there is none
 */
export function clickAlike(frame: HTMLIFrameElement | null, { selector, name, index }: Clicked): boolean {
  const document = frame?.contentDocument;
  if (!document) return false;
  const alike = alikeIn(document, selector, name);
  const found = alike[index] ?? alike[0];
  if (!found) return false;
  found.click();
  return true;
}

/** Returns true if a key was typed into a control and is not for the presenter. */
export function isTyping(target: EventTarget | null): boolean {
  return closestTo(target, 'input, textarea, select, [contenteditable]') !== null;
}
