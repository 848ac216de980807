'use client';

import { TerminalGate } from '../../_terminal/terminal-gate';
import { TerminalTabs } from '../../_terminal/terminal-tabs';

/** The shells of the page, once the permission to open them is known. */
export function Shells(props: Parameters<typeof TerminalTabs>[0]) {
  return (
    <TerminalGate onClose={props.onClose}>
      <TerminalTabs {...props} />
    </TerminalGate>
  );
}
