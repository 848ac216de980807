import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { leaveStudent } from '@/app/(learn)/class/actions';
import { ConsoleProviders } from '@/components/console/shell/console-providers';
import { EnforcementBadge } from '@/components/console/shell/enforcement-badge';
import { formatAccountId, ROLE_COLORS, type ShellIdentity } from '@/components/console/shell/identity';
import { parseTheme, THEME_COOKIE } from '@/components/console/shell/theme';
import { Badge } from '@/components/ui/badge';
import { namedConsoleUrl } from '@/lib/console/addresses';
import { paths } from '@/lib/console/paths';
import { parseRegion } from '@/lib/console/region';
import { REGION_COOKIE } from '@/lib/console/region-cookie';
import { isRevoked } from '@/lib/console/session/revoked-session';
import { type ConsoleSession, signedInAs } from '@/lib/console/session/session';
import {
  signOutAction,
  signOutOfAction,
  signOutOfAllAction,
  switchAgainAction,
  switchBackAction,
} from '@/lib/console/sign-in/auth-actions';
import { ConsoleShell } from './_client/console-shell';
import { ConsoleUrlProvider } from './_client/console-url';
import { QueryProvider } from './_client/query-provider';
import { ForeignSessionNote } from './_client/session/foreign-session-note';
import { IdentityGuard } from './_client/session/identity-guard';
import { RevokedSessionNotice } from './_client/session/revoked-session-notice';
import { Lab } from './_lab/lab';
import { terminalIdentity } from './_terminal/identity';
import { TerminalToggle } from './_terminal/terminal-toggle';
import { ClockBar } from './clock-bar';
import { EntryNote } from './entry-note';
import { areas, quickActions, topics } from './nav';
import { RootNote } from './root-note';
import { settingsArea } from './settings/nav';
import { TrialNote } from './trial-note';

/** The top bar, navigation and providers around all signed-in pages. */
export async function ConsoleFrame({ session, children }: { session: ConsoleSession; children: ReactNode }) {
  const { identityTag, originTag, roleSession } = session;
  const chosen = await cookies();
  const theme = parseTheme(chosen.get(THEME_COOKIE)?.value);
  const region = parseRegion(chosen.get(REGION_COOKIE)?.value);
  return (
    // Another identity or role session resets everything below the bar, so that input and data of one never reach another.
    <IdentityGuard key={`${identityTag} ${roleSession?.issuedAt}`} identity={identityTag} name={signedInAs(session)}>
      <QueryProvider identity={identityTag}>
        <ConsoleProviders aheadMs={session.clocks.caller}>
          <ConsoleUrlProvider value={namedConsoleUrl()}>
            <ConsoleShell
              identity={toShellIdentity(session)}
              theme={theme}
              region={region}
              homeHref={paths.home}
              tools={<TerminalToggle identity={terminalIdentity(toShellIdentity(session))} region={region} />}
              aside={<Lab session={session} />}
              areas={areas}
              settings={settingsArea}
              actions={quickActions}
              topics={topics}
              badge={
                <>
                  <EnforcementBadge enforcement={session.account.enforcement} />
                  {session.account.rehearsalOf ? (
                    <Badge tone="limit" className="ml-1.5 max-lg:hidden">
                      Rehearsal of {formatAccountId(session.account.rehearsalOf)}
                    </Badge>
                  ) : null}
                </>
              }
              links={[
                { label: 'Security credentials', href: paths.securityCredentials },
                { label: 'Organization', href: paths.accounts },
                { label: 'Presenter', href: paths.present() },
                ...(session.identity.principal.type === 'User' ? [{ label: 'Switch role', href: paths.switchRole() }] : []),
              ]}
              signOut={signOutAction}
              signOutOf={signOutOfAction}
              signOutOfAll={signOutOfAllAction}
              switchBack={roleSession ? switchBackAction.bind(null, session.identityTag) : undefined}
            >
              {originTag === null ? null : (
                <ForeignSessionNote tag={originTag} name={signedInAs(session)} signOut={signOutAction} />
              )}
              {session.clocks.caller > 0 ? (
                <ClockBar aheadMs={session.clocks.caller} ofOrganization={session.account.organizationId !== null} />
              ) : null}
              {roleSession ? (
                <RevokedSessionNotice
                  beganAt={roleSession.issuedAt}
                  isRevoked={await isRevoked(roleSession)}
                  role={roleSession.displayName}
                  switchAgain={switchAgainAction.bind(null, identityTag)}
                />
              ) : null}
              <TrialNote accountId={session.account.id} />
              {session.entry ? <EntryNote entry={session.entry} leave={leaveStudent} /> : null}
              {session.caller.principal.type === 'Root' ? <RootNote /> : null}
              {children}
            </ConsoleShell>
          </ConsoleUrlProvider>
        </ConsoleProviders>
      </QueryProvider>
    </IdentityGuard>
  );
}

/** Returns the signed-in identity as the bar and the shell show it. */
export function toShellIdentity(session: ConsoleSession): ShellIdentity {
  const { account, roleSession } = session;
  const base = { accountId: account.id, accountName: account.alias ?? account.name };
  if (roleSession) {
    const color = ROLE_COLORS.find((known) => known === roleSession.color) ?? 'grey';
    const { roleName, sessionName, displayName } = roleSession;
    return { ...base, kind: 'role', roleName, sessionName, switched: { displayName, color } };
  }
  if (session.federated) {
    const { name, sessionName } = session.federated;
    return { ...base, kind: 'role', roleName: name, sessionName };
  }
  const { principal } = session.identity;
  return principal.type === 'User'
    ? { ...base, kind: 'user', userName: principal.userName }
    : { ...base, kind: 'root', email: account.email };
}
