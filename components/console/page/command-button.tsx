'use client';

import { SquareTerminal } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button, IconButton } from '../../ui/button';
import { openTerminal, terminalRequests } from '../shell/terminal-requests';

/** Puts a command into the shell, where the person runs it. Renders nothing on pages without a shell. */
export function CommandButton({ command, labelled = false }: { command: string; labelled?: boolean }) {
  const has = useSyncExternalStore(terminalRequests.subscribe, terminalRequests.hasTerminal, terminalRequests.noneOnServer);
  if (!has) return null;
  const put = () => openTerminal({ command });
  if (labelled) {
    return (
      <Button size="sm" onClick={put}>
        <SquareTerminal aria-hidden size={14} />
        Put into shell
      </Button>
    );
  }
  return (
    <IconButton label="Put this command into the shell" size="sm" className="-my-1 inline-flex align-middle" onClick={put}>
      <SquareTerminal aria-hidden size={14} />
    </IconButton>
  );
}
