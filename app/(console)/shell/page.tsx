import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { parseRegion } from '@/lib/console/region';
import { REGION_COOKIE } from '@/lib/console/region-cookie';
import { requireSession } from '@/lib/console/request';
import { terminalIdentity } from '../_terminal/identity';
import { toShellIdentity } from '../console-frame';
import { ShellPage } from './_components/shell-page';

export const metadata: Metadata = { title: 'Shell' };

/** The shell on a page of its own, for a second screen. */
export default async function Page() {
  const session = await requireSession();
  const region = parseRegion((await cookies()).get(REGION_COOKIE)?.value);
  return <ShellPage identity={terminalIdentity(toShellIdentity(session))} region={region} />;
}
