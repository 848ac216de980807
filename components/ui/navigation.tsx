'use client';

import NextLink from 'next/link';
import { usePathname as useNextPathname, useRouter as useNextRouter } from 'next/navigation';
import { type ComponentProps, createContext, use, useMemo } from 'react';

/** What stands in front of the path of every page here: nothing, or where the pages of one of several sessions begin. */
const BasePath = createContext('');

/** Around all pages. */
export const BasePathProvider = BasePath.Provider;

function withBase(base: string, href: string): string {
  const isPath = href.startsWith('/') && !href.startsWith('//');
  return !isPath || href.startsWith(`${base}/`) ? href : base + href;
}

export type LinkProps = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: string };

/**
 * A link to a page of the session that this tab is of, or to anywhere else. Every link of the console is one. No page is fetched before
 * somebody wants it: each is made anew for whoever asks, and a page names dozens of others.
 */
export function Link({ href, ...rest }: LinkProps) {
  return <NextLink {...rest} prefetch={false} href={withBase(use(BasePath), href)} />;
}

/** Goes to pages by their paths as `paths` has them, in the session that this tab is of. */
export function useRouter() {
  const router = useNextRouter();
  const base = use(BasePath);
  return useMemo(
    () => ({ push: (href: string) => router.push(withBase(base, href)), refresh: () => router.refresh() }),
    [router, base],
  );
}

/** The path of the page as `paths` has it, whichever session the tab is of. */
export function usePathname(): string {
  const pathname = useNextPathname();
  const base = use(BasePath);
  return base !== '' && pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname;
}
