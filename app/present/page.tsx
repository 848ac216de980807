import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { PlainPage } from '@/app/(learn)/_client/plain-page';
import { ConsoleProviders } from '@/components/console/shell/console-providers';
import { parseTheme, THEME_COOKIE } from '@/components/console/shell/theme';
import { ButtonLink } from '@/components/ui/button';
import { networkOrigin } from '@/lib/console/addresses';
import { demonstrationHere } from '@/lib/console/demonstration';
import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { keptSessions } from '@/lib/console/request';
import { basePathOf } from '@/lib/console/session/session-address';
import { safeNext } from '@/lib/console/sign-in/safe-next';
import { OpenDemonstration } from './_components/demonstration-buttons';
import { Presenter } from './_components/presenter';

export const metadata: Metadata = { title: 'Presenter' };

type PresenterPageProps = { searchParams: Promise<{ show?: string | string[]; page?: string | string[] }> };

/** Shows pages of one or two of the browser's sessions side by side, for a projector. */
export default async function PresenterPage({ searchParams }: PresenterPageProps) {
  const { kept } = await keptSessions();
  const demonstration = await demonstrationHere();
  if (kept.length === 0) return demonstration.offered ? <Beginning /> : goTo(paths.signIn(paths.present()));
  const { show, page } = await searchParams;
  // A session stored with and without a name is listed once.
  const sessions = [...new Map(kept.map(({ session }) => [session.name, session])).values()];
  const personas = sessions.map((session) => ({
    name: session.name,
    basePath: basePathOf(session.name),
    label: session.roleSession?.displayName ?? session.label,
    account: session.account.alias ?? session.account.name,
  }));
  const named = typeof show === 'string' ? show.split(',') : [];
  const place = ({ name }: { name: string }) => (named.includes(name) ? named.indexOf(name) : named.length);
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Presenter
      personas={personas.toSorted((one, other) => place(one) - place(other))}
      theme={theme}
      origin={networkOrigin()}
      first={typeof page === 'string' ? safeNext(page) : paths.home}
      alone={named.length > 0}
      demonstration={demonstration}
    />
  );
}

/** Shown to an instructor without an account. */
function Beginning() {
  return (
    <ConsoleProviders>
      <PlainPage>
        <h1 className="font-semibold text-xl">Presenter</h1>
        <p className="mt-1 text-ink-2">
          Show the console as one or two users see it, for a projector. This browser is not signed in to an account yet.
        </p>
        <h2 className="mt-6 font-semibold text-lg">An explicit deny beats AdministratorAccess</h2>
        <p className="mt-1 mb-4 text-ink-2">
          Starts a demonstration organization, in which a user with AdministratorAccess tries to launch an instance in us-east-1.
          You can ask the class before each step of the decision. The organization is removed when you end the demonstration, or
          after four hours.
        </p>
        <OpenDemonstration />
        <p className="mt-6 border-line border-t pt-4">
          <ButtonLink href={paths.signIn(paths.present())}>Sign in to an account instead</ButtonLink>
        </p>
      </PlainPage>
    </ConsoleProviders>
  );
}
