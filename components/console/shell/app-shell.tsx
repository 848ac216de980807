'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import { loadMenuPopup } from '../../ui/menu';
import { usePathname } from '../../ui/navigation';
import { loadPopoverPopup } from '../../ui/popover';
import { PortalContainer } from '../../ui/portal-container';
import { loadTooltipPopups } from '../../ui/tooltip';
import { useOnDemand } from '../../ui/use-on-demand';
import type { AccountMenuProps } from './account-menu';
import { CurrentAreaProvider } from './current-area';
import { Flashbar } from './flashbar';
import { HelpAside, HelpProvider } from './help-panel';
import { currentArea, type NavArea, type NavItem } from './navigation';
import { type PaletteResult, palettePages } from './palette-results';
import type { RegionChoiceProps } from './region-choice';
import { SideNavigation } from './side-navigation';
import { TopBar } from './top-bar';
import { captureTyping, type TypeAhead } from './type-ahead';
import { useFirstSign } from './use-first-sign';
import { useShortcuts } from './use-shortcuts';

const loadPalette = () => import('./command-palette').then((module) => module.CommandPalette);
const CommandPalette = dynamic(loadPalette);
const loadDrawer = () => import('./navigation-drawer').then((module) => module.NavigationDrawer);
const ShortcutsDialog = dynamic(() => import('./shortcuts-dialog').then((module) => module.ShortcutsDialog));

export type AppShellProps = AccountMenuProps & {
  areas: readonly NavArea[];
  /** The area behind the gear. */
  settings: NavArea;
  /** The badge in the top bar that shows whether policies are enforced. */
  badge?: ReactNode;
  /** The choice of the Region. */
  region: RegionChoiceProps;
  search: (text: string) => Promise<readonly PaletteResult[]>;
  /** The actions that the command palette offers on every page. */
  actions: readonly NavItem[];
  /** The topics that the command palette finds, each with its page. */
  topics: readonly NavItem[];
  /** Returns the page that shows who can do an action. */
  whoCanHref: (action: string) => string;
  homeHref: string;
  /** More buttons of the top bar. */
  tools?: ReactNode;
  /** Content to the right of every page. */
  aside?: ReactNode;
  children: ReactNode;
};

/** Renders the frame of a console page. It needs ConsoleProviders as an ancestor. */
export function AppShell(props: AppShellProps) {
  const { areas, settings, badge, region, search, actions, topics, whoCanHref, homeHref, tools, aside, children, ...account } =
    props;
  const { signOut } = account;
  const [palette, setPalette] = useState<TypeAhead | null>(null);
  const openPalette = () => {
    if (!palette) setPalette(captureTyping(() => setPalette(null)));
  };
  const [shortcuts, setShortcuts] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const [NavigationDrawer, wantDrawer] = useOnDemand(loadDrawer);
  useShortcuts({ openPalette, openShortcuts: () => setShortcuts(true) });
  // A page that is only read fetches none of these, and the first of them opens without delay.
  useFirstSign(() => {
    for (const load of [loadTooltipPopups, loadMenuPopup, loadPopoverPopup, loadPalette]) void load();
    wantDrawer();
  });
  const everyArea = useMemo(() => [...areas, settings], [areas, settings]);
  const pages = useMemo(
    () => [
      ...palettePages(everyArea, actions, topics),
      { id: 'sign-out', label: 'Sign out', href: homeHref, kind: 'Actions', words: 'log out leave', run: () => void signOut() },
    ],
    [everyArea, actions, topics, homeHref, signOut],
  );
  const area = currentArea(everyArea, usePathname());

  return (
    <CurrentAreaProvider value={area}>
      <HelpProvider>
        <a
          href="#main"
          data-shell-chrome
          className="sr-only rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
        >
          Skip to main content
        </a>
        <TopBar
          areas={areas}
          settings={settings}
          badge={badge}
          tools={tools}
          region={region}
          homeHref={homeHref}
          account={account}
          openDrawer={() => {
            wantDrawer();
            setDrawer(true);
          }}
          openPalette={openPalette}
          openShortcuts={() => setShortcuts(true)}
        />
        <div className="mr-(--dock-right) flex min-h-[calc(100dvh-3rem)] print:mr-0 print:min-h-0">
          {area ? (
            <div
              data-shell-chrome
              className="sticky top-12 h-[calc(100dvh-3rem-var(--dock-bottom))] w-58 shrink-0 overflow-y-auto border-line border-r bg-surface max-lg:hidden"
            >
              <SideNavigation area={area} />
            </div>
          ) : null}
          <div className="flex min-w-0 flex-1 flex-col">
            <main id="main" tabIndex={-1} className="w-full min-w-0 max-w-400 flex-1 px-4 pt-4 pb-10 lg:px-6">
              <PortalContainer>
                <Flashbar />
                {children}
              </PortalContainer>
            </main>
            <footer data-shell-chrome className="mb-(--covered) border-line border-t px-4 py-3 text-ink-3 text-xs lg:px-6">
              Gatehouse is not affiliated with AWS. Amazon Web Services and AWS are trademarks of Amazon.com, Inc. or its
              affiliates.
            </footer>
          </div>
          <HelpAside />
          {aside}
        </div>
        {NavigationDrawer ? <NavigationDrawer areas={everyArea} open={drawer} onOpenChange={setDrawer} /> : null}
        {palette ? (
          <CommandPalette
            open
            onOpenChange={(open) => {
              if (open) return;
              palette.take();
              setPalette(null);
            }}
            pages={pages}
            search={search}
            whoCanHref={whoCanHref}
            typed={palette}
          />
        ) : null}
        {shortcuts ? <ShortcutsDialog open onOpenChange={setShortcuts} /> : null}
      </HelpProvider>
    </CurrentAreaProvider>
  );
}
