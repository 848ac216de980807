'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { Keyboard, Menu, Search, X } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useMemo, useState } from 'react';
import { IconButton } from '../../ui/button';
import { Kbd } from '../../ui/kbd';
import { PortalContainer } from '../../ui/portal-container';
import { AccountMenu, type AccountMenuProps } from './account-menu';
import { BrandMark } from './brand-mark';
import { CommandPalette } from './command-palette';
import { Flashbar } from './flashbar';
import { HelpAside, HelpProvider, HelpToggle } from './help-panel';
import { type NavArea, navigationPages } from './navigation';
import type { PaletteResult } from './palette-results';
import { ShortcutsDialog } from './shortcuts-dialog';
import { SideNavigation } from './side-navigation';
import { useShortcuts } from './use-shortcuts';

export type AppShellProps = AccountMenuProps & {
  areas: readonly NavArea[];
  /** Under the navigation: the organization id. */
  navigationFooter?: ReactNode;
  /** In the top bar: whether policies are enforced. */
  badge?: ReactNode;
  search: (text: string) => Promise<readonly PaletteResult[]>;
  homeHref?: string;
  children: ReactNode;
};

/** The frame of every console page. Needs ConsoleProviders above it. */
export function AppShell({ areas, navigationFooter, badge, search, homeHref = '/', children, ...account }: AppShellProps) {
  const [palette, setPalette] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  const [drawer, setDrawer] = useState(false);
  useShortcuts({ openPalette: () => setPalette(true), openShortcuts: () => setShortcuts(true) });
  const pages = useMemo(() => navigationPages(areas).map(toPaletteResult), [areas]);
  const sideNavigation = <SideNavigation areas={areas} footer={navigationFooter} onNavigate={() => setDrawer(false)} />;

  return (
    <HelpProvider>
      <a
        href="#main"
        className="sr-only rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to main content
      </a>
      <header
        data-shell-chrome
        className="sticky top-0 z-30 flex h-12 items-center gap-1 border-line border-b bg-surface px-2 sm:gap-3 sm:px-4"
      >
        <IconButton
          label="Open navigation"
          tooltip={false}
          className="lg:hidden"
          aria-haspopup="dialog"
          onClick={() => setDrawer(true)}
        >
          <Menu aria-hidden size={18} />
        </IconButton>
        <Link href={homeHref} className="flex shrink-0 items-center gap-2 rounded-md font-semibold tracking-tight">
          <BrandMark />
          <span className="max-sm:sr-only">Gatehouse</span>
        </Link>
        <PaletteTrigger onOpen={() => setPalette(true)} />
        <div className="ml-auto flex shrink-0 items-center gap-1 sm:gap-2">
          {badge ? <div className="flex min-w-0 max-w-24 sm:max-w-40 xl:max-w-96">{badge}</div> : null}
          <IconButton
            label="Search"
            tooltip={false}
            className="md:hidden"
            aria-haspopup="dialog"
            onClick={() => setPalette(true)}
          >
            <Search aria-hidden size={18} />
          </IconButton>
          <IconButton label="Keyboard shortcuts" className="max-lg:hidden" onClick={() => setShortcuts(true)}>
            <Keyboard aria-hidden size={16} />
          </IconButton>
          <HelpToggle />
          <AccountMenu {...account} />
        </div>
      </header>
      <div className="flex min-h-[calc(100dvh-3rem)]">
        <div
          data-shell-chrome
          className="sticky top-12 h-[calc(100dvh-3rem)] w-58 shrink-0 overflow-y-auto border-line border-r bg-surface max-lg:hidden"
        >
          {sideNavigation}
        </div>
        <div className="flex min-w-0 flex-1 flex-col">
          <main id="main" tabIndex={-1} className="w-full min-w-0 max-w-400 flex-1 px-4 pt-4 pb-10 lg:px-6">
            <PortalContainer>
              <Flashbar />
              {children}
            </PortalContainer>
          </main>
          <footer className="border-line border-t px-4 py-3 text-ink-3 text-xs lg:px-6">
            Gatehouse is not affiliated with AWS. Amazon Web Services and AWS are trademarks of Amazon.com, Inc. or its
            affiliates.
          </footer>
        </div>
        <HelpAside />
      </div>
      <NavigationDrawer open={drawer} onOpenChange={setDrawer}>
        {sideNavigation}
      </NavigationDrawer>
      <CommandPalette open={palette} onOpenChange={setPalette} pages={pages} search={search} />
      <ShortcutsDialog open={shortcuts} onOpenChange={setShortcuts} />
    </HelpProvider>
  );
}

function toPaletteResult(page: { label: string; href: string; section: string }): PaletteResult {
  return { id: page.href, label: page.label, href: page.href, kind: 'Pages', detail: page.section };
}

function PaletteTrigger({ onOpen }: { onOpen: () => void }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={onOpen}
      className="mx-auto hidden h-8 min-w-0 flex-[0_1_460px] items-center gap-2 rounded-md border border-line bg-sunken px-2.5 text-ink-3 hover:border-line-strong md:flex"
    >
      <span className="truncate">Search or jump to a page, principal, policy, account</span>
      <span className="ml-auto flex shrink-0 gap-1">
        <Kbd>Ctrl K</Kbd>
      </span>
    </button>
  );
}

function NavigationDrawer({
  open,
  onOpenChange,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className="fixed inset-y-0 left-0 z-40 w-72 max-w-[85vw] overflow-y-auto border-line border-r bg-surface outline-none transition-transform data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <div className="flex h-12 items-center justify-between border-line border-b pr-2 pl-4">
            <Base.Title className="flex items-center gap-2 font-semibold tracking-tight">
              <BrandMark />
              Gatehouse
            </Base.Title>
            <IconButton label="Close navigation" tooltip={false} onClick={() => onOpenChange(false)}>
              <X aria-hidden size={16} />
            </IconButton>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
