'use client';

import NextLink from 'next/link';
import { usePathname as useNextPathname, useRouter as useNextRouter } from 'next/navigation';
import { type ComponentProps, createContext, use, useMemo } from 'react';

/** The prefix of every page's path: empty, or the path of one of several sessions. */
const BasePath = createContext('');

/** Provided around all pages. */
export const BasePathProvider = BasePath.Provider;

function withBase(base: string, href: string): string {
  const isPath = href.startsWith('/') && !href.startsWith('//');
  return !isPath || href.startsWith(`${base}/`) ? href : base + href;
}

export type LinkProps = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: string };

/**
 * A link to a page in this tab's session, or to anywhere else. All console links use it. Pages are not prefetched, because each
 * is rendered per viewer and one page links to dozens.
 */
export function Link({ href, ...rest }: LinkProps) {
  return <NextLink {...rest} prefetch={false} href={withBase(use(BasePath), href)} />;
}

/** Navigates to paths as in `paths`, in this tab's session. */
export function useRouter() {
  const router = useNextRouter();
  const base = use(BasePath);
  return useMemo(
    () => ({ push: (href: string) => router.push(withBase(base, href)), refresh: () => router.refresh() }),
    [router, base],
  );
}

/** Returns the page's path as in `paths`, without the session. */
export function usePathname(): string {
  const pathname = useNextPathname();
  const base = use(BasePath);
  return base !== '' && pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname;
}
