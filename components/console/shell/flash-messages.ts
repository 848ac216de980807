import type { AlertKind } from '../../ui/alert';
import type { ConsoleError } from '../page/console-error';

/** The link of a message: a page to open, or an action that runs once. */
export type FlashLink = { label: string } & ({ href: string } | { onSelect: () => void });

export type Flash = {
  id: number;
  kind: AlertKind;
  text: string;
  link?: FlashLink;
  error?: ConsoleError;
  /** The number of page changes since the message appeared. */
  pagesSeen: number;
};

const PAGES_TO_LIVE = 2;
const MOST_SHOWN = 5;

/**
 * Adds a message at the front and drops the oldest ones. An older message loses its action if the new message offers the same one: after a
 * second move, the first "Move back" would start from the wrong place.
 */
export function addFlash(flashes: readonly Flash[], flash: Flash): Flash[] {
  return [flash, ...withdrawOffer(flashes, flash.link)].slice(0, MOST_SHOWN);
}

/** Takes the action of a link from the messages that offer it. Links to pages stay. */
export function withdrawOffer(flashes: readonly Flash[], link: FlashLink | undefined): readonly Flash[] {
  const offer = offerOf({ link });
  return offer === null ? flashes : flashes.map((one) => (offerOf(one) === offer ? { ...one, link: undefined } : one));
}

/** Returns the label of the message's action; null without one. */
function offerOf({ link }: Pick<Flash, 'link'>): string | null {
  return link && 'onSelect' in link ? link.label : null;
}

/** Counts a page change. A message stays for the first one and disappears with the second. */
export function ageFlashes(flashes: readonly Flash[]): Flash[] {
  return flashes
    .map((flash) => ({ ...flash, pagesSeen: flash.pagesSeen + 1 }))
    .filter((flash) => flash.pagesSeen < PAGES_TO_LIVE);
}
