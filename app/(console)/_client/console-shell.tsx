'use client';

import { useQueryClient } from '@tanstack/react-query';
import { refreshReads } from '@/components/console/kit/refresh-reads';
import { AppShell, type AppShellProps } from '@/components/console/shell/app-shell';
import type { BrowserSession, BrowserSessionsProps } from '@/components/console/shell/browser-sessions';
import { useRouter } from '@/components/ui/navigation';
import { paths } from '@/lib/console/paths';
import { REGION_COOKIE } from '@/lib/console/region-cookie';
import { ownBasePath } from '@/lib/console/session/session-address';
import { callAction } from '@/lib/console/session/shown-identity';
import { searchConsole } from './search-action';

const whoCanHref = (action: string) => paths.whoCan({ action });

async function search(text: string) {
  const result = await callAction(searchConsole, text);
  return result.ok ? result.data : [];
}

async function readSessions(): Promise<readonly BrowserSession[]> {
  const response = await fetch(`${ownBasePath()}/api/console/sessions`).catch(() => null);
  return response?.ok ? response.json() : [];
}

type ConsoleShellProps = Omit<AppShellProps, 'search' | 'whoCanHref' | 'region' | 'sessions'> & {
  region: string;
  signOutOf: BrowserSessionsProps['signOutOf'];
  signOutOfAll: BrowserSessionsProps['signOutOfAll'];
};

/** The shell with the console's search and Region selection. */
export function ConsoleShell({ region, signOutOf, signOutOfAll, ...props }: ConsoleShellProps) {
  const router = useRouter();
  const client = useQueryClient();
  const choose = (chosen: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140 and on plain http
    document.cookie = `${REGION_COOKIE}=${chosen}; Path=/; SameSite=Lax`;
    router.refresh();
    // Reads denied in one Region can be allowed in another.
    void refreshReads(client);
  };
  return (
    <AppShell
      {...props}
      region={{ region, onRegion: choose }}
      sessions={{ read: readSessions, addHref: paths.signIn(undefined, 'new'), signOutOf, signOutOfAll }}
      search={search}
      whoCanHref={whoCanHref}
    />
  );
}
