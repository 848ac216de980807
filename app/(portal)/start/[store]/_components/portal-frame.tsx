import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { BrandMark } from '@/components/console/shell/brand-mark';
import { parseTheme, THEME_COOKIE } from '@/components/console/shell/theme';
import { ThemeSwitch } from '@/components/console/shell/theme-switch';
import { Link } from '@/components/ui/navigation';
import { paths } from '@/lib/console/paths';
import type { PortalTitle } from '@/lib/console/portal/read-portal';
import { PersonMenu } from './person-menu';

const PAGES = [
  { id: 'accounts', label: 'Accounts', href: paths.portal },
  { id: 'applications', label: 'Applications', href: paths.portalApplications },
] as const;

type Person = { session: string; userName: string; displayName: string; until: string };
type PortalFrameProps = {
  title: PortalTitle;
  person?: Person;
  wide?: boolean;
  /** The page among those of the bar. */
  current?: 'accounts' | 'applications';
  children: ReactNode;
};

/** The bar and footer of an access portal's pages. Without a person, nobody is signed in. */
export async function PortalFrame({ title, person, wide, current, children }: PortalFrameProps) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-surface px-4 py-1.5">
        <Link
          href={paths.portal(title.store)}
          className="flex min-w-0 items-center gap-2 rounded-sm font-semibold tracking-tight"
        >
          <BrandMark />
          <span className="min-w-0 truncate">{title.name}</span>
        </Link>
        <span className="border-line border-l pl-3 text-ink-2 max-sm:hidden">Access portal</span>
        {current ? (
          <nav aria-label="Access portal" className="flex gap-1 self-stretch max-sm:order-last max-sm:w-full">
            {PAGES.map(({ id, label, href }) => (
              <Link
                key={id}
                href={href(title.store)}
                aria-current={id === current ? 'page' : undefined}
                className="flex items-center border-transparent border-b-2 px-2 py-1 font-medium text-ink-2 hover:text-ink aria-[current]:border-accent aria-[current]:text-accent"
              >
                {label}
              </Link>
            ))}
          </nav>
        ) : null}
        {person ? (
          <div className="ml-auto flex min-w-0 items-center gap-2">
            <PersonMenu store={title.store} {...person} />
          </div>
        ) : null}
      </header>
      <main className={`mx-auto w-full flex-1 px-4 ${wide ? 'max-w-[90rem] py-5' : 'max-w-md py-10'}`}>{children}</main>
      <footer className="flex flex-wrap items-center justify-between gap-2 border-line border-t px-4 py-3 text-ink-3 text-sm">
        Gatehouse emulates AWS IAM Identity Center. It is not affiliated with AWS.
        <ThemeSwitch theme={theme} />
      </footer>
    </div>
  );
}
