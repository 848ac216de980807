import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { parseTheme, THEME_COOKIE } from '@/components/console/shell/theme';
import { networkOrigin } from '@/lib/console/addresses';
import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { keptSessions } from '@/lib/console/request';
import { basePathOf } from '@/lib/console/session-address';
import { Presenter } from './_components/presenter';

export const metadata: Metadata = { title: 'Presenter' };

/** Pages of one or two of the browser's sessions beside each other, for a projector. */
export default async function PresenterPage() {
  const { kept } = await keptSessions();
  if (kept.length === 0) return goTo(paths.signIn(paths.present()));
  // One that the browser keeps with a name and without is one.
  const sessions = [...new Map(kept.map(({ session }) => [session.name, session])).values()];
  const personas = sessions.map((session) => ({
    name: session.name,
    basePath: basePathOf(session.name),
    label: session.roleSession?.displayName ?? session.label,
    account: session.account.alias ?? session.account.name,
  }));
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return <Presenter personas={personas} theme={theme} origin={networkOrigin()} />;
}
