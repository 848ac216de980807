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

/** The newest first; the oldest fall off. */
export function addFlash(flashes: readonly Flash[], flash: Flash): Flash[] {
  return [flash, ...flashes].slice(0, MOST_SHOWN);
}

/** A message survives the change to the page it is about, and goes with the next. */
export function ageFlashes(flashes: readonly Flash[]): Flash[] {
  return flashes
    .map((flash) => ({ ...flash, pagesSeen: flash.pagesSeen + 1 }))
    .filter((flash) => flash.pagesSeen < PAGES_TO_LIVE);
}
