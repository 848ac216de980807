'use client';

import { AppShell, type AppShellProps } from '@/components/console/shell/app-shell';
import { paths } from '@/lib/console/paths';
import { callAction } from '@/lib/console/shown-identity';
import { searchConsole } from './search-action';

const whoCanHref = (action: string) => paths.whoCan({ action });

async function search(text: string) {
  const result = await callAction(searchConsole, text);
  return result.ok ? result.data : [];
}

/** The shell with the search of this console behind it. */
export function ConsoleShell(props: Omit<AppShellProps, 'search' | 'whoCanHref'>) {
  return <AppShell {...props} search={search} whoCanHref={whoCanHref} />;
}
