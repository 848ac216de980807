/** The place of the terminal on the page. */
export type DockPlace = 'bottom' | 'right' | 'full';

/** The state of the terminal that survives a reload of the browser's tab. */
export type DockState = {
  isOpen: boolean;
  place: DockPlace;
  /** The height at the bottom and the width at the right, in pixels. */
  height: number;
  width: number;
};

const KEY = 'gatehouse-terminal';

const DEFAULT: DockState = { isOpen: false, place: 'bottom', height: 340, width: 560 };

/** The least size in pixels, and the part of the window that always stays for the page. */
export const LEAST_PX = 160;
const LEFT_PX = 160;

/** Reads the state. An unreadable state is the default one. */
export function readDock(): DockState {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    return { ...DEFAULT, ...(stored as Partial<DockState>) };
  } catch {
    return DEFAULT;
  }
}

export function writeDock(state: DockState): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Storage is full or forbidden: the terminal is closed after a reload.
  }
}

/** Returns a size within the least one and the room of the window. */
export function withinWindow(size: number, room: number): number {
  return Math.round(Math.max(LEAST_PX, Math.min(size, room - LEFT_PX)));
}
