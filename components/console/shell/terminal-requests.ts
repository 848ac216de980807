/** A request of a page to open the terminal with a command in its prompt, which the person runs. */
export type TerminalRequest = { command: string } | { lastChanges: true };

const listeners = new Set<() => void>();
let pending: TerminalRequest | null = null;
let terminals = 0;

function report(): void {
  for (const listener of listeners) listener();
}

/** Opens the terminal of the page. */
export function openTerminal(request: TerminalRequest): void {
  pending = request;
  report();
}

/** The requests that no terminal has taken yet, as an external store of React. */
export const terminalRequests = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  current: (): TerminalRequest | null => pending,
  onServer: (): null => null,
  /** Forgets the request that the terminal has followed. */
  taken: (): void => {
    pending = null;
    report();
  },
  /** Says that this page has a terminal, until the returned function is called. */
  offer: (): (() => void) => {
    terminals++;
    report();
    return () => {
      terminals--;
      report();
    };
  },
  hasTerminal: (): boolean => terminals > 0,
  noneOnServer: (): boolean => false,
};
