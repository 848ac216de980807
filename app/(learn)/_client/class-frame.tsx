'use client';

import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { BrandMark } from '@/components/console/shell/brand-mark';
import { CurrentAreaProvider } from '@/components/console/shell/current-area';
import { Flashbar } from '@/components/console/shell/flashbar';
import type { NavSection } from '@/components/console/shell/navigation';
import { NavSections } from '@/components/console/shell/side-navigation';
import type { ThemeChoice } from '@/components/console/shell/theme';
import { ThemeSwitch } from '@/components/console/shell/theme-switch';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/navigation';
import { PortalContainer } from '@/components/ui/portal-container';
import { paths } from '@/lib/console/paths';

type ClassFrameProps = {
  person: { name: string; role: 'operator' | 'instructor' };
  theme: ThemeChoice;
  sections: readonly NavSection[];
  signOut: () => Promise<void>;
  children: ReactNode;
};

/** The frame of pages for instructors and operators: the signed-in person, and the pages of the class. */
export function ClassFrame({ person, theme, sections, signOut, children }: ClassFrameProps) {
  return (
    <CurrentAreaProvider value={{ id: 'class', label: 'Class', href: paths.classes, sections }}>
      <a
        href="#main"
        className="sr-only rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to main content
      </a>
      <header className="flex min-h-12 items-center gap-3 border-line border-b bg-surface px-3 print:hidden sm:px-4">
        <Link href={paths.classes} className="flex shrink-0 items-center gap-2 rounded-md font-semibold tracking-tight">
          <BrandMark />
          Gatehouse
        </Link>
        <div className="ml-auto flex min-w-0 items-center gap-3">
          <ThemeSwitch theme={theme} className="max-md:hidden" />
          <div className="min-w-0 text-right leading-4">
            <div className="truncate font-medium">{person.name}</div>
            <div className="text-ink-3 text-xs">{person.role === 'operator' ? 'Operator' : 'Instructor'}</div>
          </div>
          <form action={signOut}>
            <Button type="submit">
              <LogOut aria-hidden size={14} />
              <span className="max-sm:sr-only">Sign out</span>
            </Button>
          </form>
        </div>
      </header>
      <div className="flex min-h-[calc(100dvh-3rem)] max-lg:flex-col">
        <nav
          aria-label="Class"
          className="w-50 shrink-0 border-line border-r bg-surface px-2 py-3 print:hidden max-lg:flex max-lg:w-full max-lg:overflow-x-auto max-lg:border-r-0 max-lg:border-b max-lg:py-1 max-lg:[&_h2]:sr-only max-lg:[&_ul]:flex max-lg:[&_ul]:whitespace-nowrap max-lg:[&>div]:mb-0"
        >
          <NavSections sections={sections} />
        </nav>
        <div className="flex min-w-0 flex-1 flex-col">
          <main id="main" tabIndex={-1} className="w-full min-w-0 max-w-400 flex-1 px-4 pt-4 pb-10 lg:px-6">
            <PortalContainer>
              <Flashbar />
              {children}
            </PortalContainer>
          </main>
          <footer className="border-line border-t px-4 py-3 text-ink-3 text-xs print:hidden lg:px-6">
            Gatehouse is not affiliated with AWS. Nothing here reaches a cloud or costs money.
          </footer>
        </div>
      </div>
    </CurrentAreaProvider>
  );
}
