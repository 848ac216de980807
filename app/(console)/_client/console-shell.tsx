'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { AppShell, type AppShellProps } from '@/components/console/shell/app-shell';
import { paths } from '@/lib/console/paths';
import { REGION_COOKIE } from '@/lib/console/region-cookie';
import { callAction } from '@/lib/console/shown-identity';
import { searchConsole } from './search-action';

const whoCanHref = (action: string) => paths.whoCan({ action });

async function search(text: string) {
  const result = await callAction(searchConsole, text);
  return result.ok ? result.data : [];
}

/** The shell with the search of this console behind it, and its choice of a Region. */
export function ConsoleShell({ region, ...props }: Omit<AppShellProps, 'search' | 'whoCanHref' | 'region'> & { region: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const choose = (chosen: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140 and on plain http
    document.cookie = `${REGION_COOKIE}=${chosen}; Path=/; SameSite=Lax`;
    router.refresh();
    // What was read in another Region may be denied in this one, and the other way round.
    void client.invalidateQueries();
  };
  return <AppShell {...props} region={{ region, onRegion: choose }} search={search} whoCanHref={whoCanHref} />;
}
