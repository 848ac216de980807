'use client';

import { AppShell, type AppShellProps } from '@/components/console/shell/app-shell';
import { callAction } from '@/lib/console/shown-identity';
import { searchConsole } from './search-action';

async function search(text: string) {
  const result = await callAction(searchConsole, text);
  return result.ok ? result.data : [];
}

/** The shell with the search of this console behind it. */
export function ConsoleShell(props: Omit<AppShellProps, 'search'>) {
  return <AppShell {...props} search={search} />;
}
