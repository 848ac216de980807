import type { AlertKind } from '../../ui/alert';
import type { ConsoleError } from '../page/console-error';

/** What a message offers: a page to go to, or something to do, once. */
export type FlashLink = { label: string } & ({ href: string } | { onSelect: () => void });

export type Flash = {
  id: number;
  kind: AlertKind;
  text: string;
  link?: FlashLink;
  error?: ConsoleError;
  /** How many page changes it has lived through. */
  pagesSeen: number;
};

const PAGES_TO_LIVE = 2;
const MOST_SHOWN = 5;

/**
 * The newest first; the oldest fall off. What a message offers to do it offers as long as no newer one offers the same: "Move back" brings
 * things back from where they were left, and after another move they may lie elsewhere.
 */
export function addFlash(flashes: readonly Flash[], flash: Flash): Flash[] {
  const offer = offerOf(flash);
  const older = flashes.map((one) => (offer !== null && offerOf(one) === offer ? { ...one, link: undefined } : one));
  return [flash, ...older].slice(0, MOST_SHOWN);
}

/** What a message offers to do; null where it offers nothing, or a page to go to. */
function offerOf({ link }: Flash): string | null {
  return link && 'onSelect' in link ? link.label : null;
}

/** A message survives the change to the page it is about, and goes with the next. */
export function ageFlashes(flashes: readonly Flash[]): Flash[] {
  return flashes
    .map((flash) => ({ ...flash, pagesSeen: flash.pagesSeen + 1 }))
    .filter((flash) => flash.pagesSeen < PAGES_TO_LIVE);
}
