'use client';

import { SquareTerminal } from 'lucide-react';
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { terminalRequests } from '@/components/console/shell/terminal-requests';
import { IconButton } from '@/components/ui/button';
import { usePathname } from '@/components/ui/navigation';
import { paths } from '@/lib/console/paths';
import { type DockState, readDock, writeDock } from './dock-state';
import type { TerminalIdentity } from './identity';

type TerminalToggleProps = { identity: TerminalIdentity; region: string };

/** The button in the top bar that opens the shell, and the shell. Ctrl+` does the same. */
export function TerminalToggle({ identity, region }: TerminalToggleProps) {
  const [state, setState] = useState<DockState | null>(null);
  const request = useSyncExternalStore(terminalRequests.subscribe, terminalRequests.current, terminalRequests.onServer);
  // Its own page has the shell already.
  const hasOwnPage = usePathname() === paths.shell;
  const isOpen = !hasOwnPage && (state?.isOpen ?? false);
  const set = (open: boolean) => {
    const next = { ...readDock(), isOpen: open };
    writeDock(next);
    setState(next);
  };
  useEffect(() => terminalRequests.offer(), []);
  // A shell that was open before a reload opens again.
  useEffect(() => setState(readDock()), []);
  // A page without the terminal loads nothing of it. A lazy component would show it 300 ms later, because React delays what follows a
  // fallback.
  const [dock, setDock] = useState<typeof import('./terminal-dock') | null>(null);
  useEffect(() => {
    const fail = (error: unknown) => {
      // The page's error boundary shows it.
      setDock(() => {
        throw error;
      });
    };
    if (isOpen) import('./terminal-dock').then(setDock, fail);
  }, [isOpen]);
  const requested = useEffectEvent(() => {
    if (request && !isOpen) set(true);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a request opens it once
  useEffect(() => requested(), [request]);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== '`' || !event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    set(!isOpen);
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  if (hasOwnPage) return null;
  return (
    <>
      <IconButton
        label={isOpen ? 'Close shell' : 'Open shell'}
        aria-expanded={isOpen}
        aria-keyshortcuts="Control+`"
        onClick={() => set(!isOpen)}
      >
        <SquareTerminal aria-hidden size={16} />
      </IconButton>
      {state && isOpen && dock
        ? createPortal(
            <dock.TerminalDock identity={identity} region={region} state={state} onState={setState} onClose={() => set(false)} />,
            document.body,
          )
        : null}
    </>
  );
}
