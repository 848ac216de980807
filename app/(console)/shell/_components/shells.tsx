'use client';

import { TerminalGate } from '../../_terminal/terminal-gate';
import { TerminalTabs } from '../../_terminal/terminal-tabs';

/** The shells of the page, once the permission to open them is known. */
export function Shells(props: Omit<Parameters<typeof TerminalTabs>[0], 'hasHome'>) {
  return <TerminalGate onClose={props.onClose}>{(hasHome) => <TerminalTabs {...props} hasHome={hasHome} />}</TerminalGate>;
}
