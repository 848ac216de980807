'use client';

import { CircleHelp, X } from 'lucide-react';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button, IconButton } from '../../ui/button';

type HelpState = {
  open: boolean;
  setOpen: (open: boolean) => void;
  slot: HTMLElement | null;
  setSlot: (node: HTMLElement | null) => void;
  pages: number;
  register: () => () => void;
};

const HelpContext = createContext<HelpState | null>(null);

function useHelp(): HelpState {
  const help = use(HelpContext);
  if (!help) throw new Error('the help panel needs an AppShell above it');
  return help;
}

export function HelpProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [pages, setPages] = useState(0);
  const help = useMemo<HelpState>(
    () => ({
      open,
      setOpen,
      slot,
      setSlot,
      pages,
      register: () => {
        setPages((count) => count + 1);
        return () => setPages((count) => count - 1);
      },
    }),
    [open, slot, pages],
  );
  return <HelpContext value={help}>{children}</HelpContext>;
}

/** Renders a page's help in the shell's panel while it is open. */
export function HelpPanel({ title, children }: { title: string; children: ReactNode }) {
  const { register, slot } = useHelp();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per page, as `register` changes with the count
  useEffect(() => register(), []);
  return slot
    ? createPortal(
        <>
          <h2 className="mb-2 pr-8 font-semibold text-lg">{title}</h2>
          <div className="space-y-3 text-ink-2 [&_h3]:font-semibold [&_h3]:text-ink [&_li]:ml-4 [&_ul]:list-disc">{children}</div>
        </>,
        slot,
      )
    : null;
}

/** Renders the Info link beside a heading or label, which opens the page's help. */
export function HelpLink({ label = 'Info' }: { label?: string }) {
  const { setOpen } = useHelp();
  return (
    <Button variant="link" className="font-medium text-xs print:hidden" onClick={() => setOpen(true)}>
      {label}
    </Button>
  );
}

/** Renders the shell's Help button on pages with help. */
export function HelpToggle() {
  const { open, setOpen, pages } = useHelp();
  // The empty space keeps the neighbors in place on pages without help.
  if (pages === 0) return <span aria-hidden className="inline-block w-8" />;
  return (
    <IconButton label={open ? 'Close help' : 'Open help'} aria-expanded={open} onClick={() => setOpen(!open)}>
      <CircleHelp aria-hidden size={16} />
    </IconButton>
  );
}

/** Renders the shell's help panel. */
export function HelpAside() {
  const { open, setOpen, setSlot, pages } = useHelp();
  if (!open || pages === 0) return null;
  return (
    <aside
      data-shell-chrome
      aria-label="Help"
      className="fixed top-12 right-(--dock-right) bottom-(--dock-bottom) z-20 w-80 max-w-full overflow-y-auto border-line border-l bg-surface p-4 xl:sticky xl:top-12 xl:right-0 xl:h-[calc(100dvh-3rem-var(--dock-bottom))]"
    >
      <IconButton label="Close help" tooltip={false} className="absolute top-3 right-3" onClick={() => setOpen(false)}>
        <X aria-hidden size={16} />
      </IconButton>
      <div ref={setSlot} />
    </aside>
  );
}
