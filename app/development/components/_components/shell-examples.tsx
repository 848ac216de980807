'use client';

import { type ReactNode, useEffect } from 'react';
import { AccountMenu, type AccountMenuProps } from '@/components/console/shell/account-menu';
import { AreaSwitcher } from '@/components/console/shell/area-switcher';
import { BrandMark } from '@/components/console/shell/brand-mark';
import { Breadcrumbs } from '@/components/console/shell/breadcrumbs';
import type { BrowserSession } from '@/components/console/shell/browser-sessions';
import { CommandPalette } from '@/components/console/shell/command-palette';
import { CurrentAreaProvider } from '@/components/console/shell/current-area';
import { EnforcementBadge, EnforcementMark } from '@/components/console/shell/enforcement-badge';
import { Flashbar, FlashProvider, useFlash } from '@/components/console/shell/flashbar';
import { HelpAside, HelpLink, HelpPanel, HelpProvider, HelpToggle } from '@/components/console/shell/help-panel';
import { ROLE_COLORS, type ShellIdentity } from '@/components/console/shell/identity';
import { IdentityNotice } from '@/components/console/shell/identity-notice';
import type { NavArea } from '@/components/console/shell/navigation';
import { NavigationDrawer } from '@/components/console/shell/navigation-drawer';
import { RoleColorSquare } from '@/components/console/shell/role-color';
import { ShortcutsDialog } from '@/components/console/shell/shortcuts-dialog';
import { NavSections, SideNavigation } from '@/components/console/shell/side-navigation';
import { ThemeSwitch } from '@/components/console/shell/theme-switch';
import { TopBar } from '@/components/console/shell/top-bar';
import { paths } from '@/lib/console/paths';
import { Column, type Example, Opens, Row } from './example';
import { DENIED, LONG_NAME } from './example-data';

const IAM: NavArea = {
  id: 'iam',
  label: 'IAM',
  href: paths.iamDashboard,
  sections: [
    { items: [{ label: 'Dashboard', href: paths.iamDashboard }] },
    {
      title: 'Access management',
      items: [
        { label: 'Users', href: paths.users, items: [{ label: LONG_NAME, href: paths.user(LONG_NAME) }] },
        { label: 'Roles', href: paths.roles },
      ],
    },
  ],
};
const ORGANIZATIONS: NavArea = {
  id: 'organizations',
  label: 'Organizations',
  href: paths.accounts,
  sections: [{ items: [{ label: 'AWS accounts', href: paths.accounts }] }],
};
const AREAS = [IAM, ORGANIZATIONS];

const ACCOUNT = { accountId: '111122223333', accountName: 'production' };
const ROOT: ShellIdentity = { ...ACCOUNT, kind: 'root', email: 'owner@example.com' };
const USER: ShellIdentity = { ...ACCOUNT, kind: 'user', userName: 'maria' };
const ROLE: ShellIdentity = {
  ...ACCOUNT,
  kind: 'role',
  roleName: LONG_NAME,
  sessionName: 'maria',
  switched: { displayName: 'Incident response', color: 'red' },
};

const SESSIONS: readonly BrowserSession[] = [
  { name: 'maria', href: '#maria', label: 'maria', accountId: '111122223333', accountName: 'production', current: true },
  {
    name: 'root',
    href: '#root',
    label: 'Auditor',
    accountId: '444455556666',
    accountName: 'audit',
    color: 'red',
    current: false,
  },
];

const menuOf = (identity: ShellIdentity): AccountMenuProps => ({
  identity,
  theme: 'system',
  links: [{ label: 'Security credentials', href: paths.securityCredentials }],
  signOut: () => {},
  switchBack: identity.kind === 'role' ? () => {} : undefined,
  sessions: {
    read: async () => SESSIONS,
    addHref: paths.signIn(undefined, 'new'),
    signOutOf: async () => {},
    signOutOfAll: () => {},
  },
});

/** Says something of each kind. */
function Flashes({ children }: { children: ReactNode }) {
  const flash = useFlash();
  useEffect(() => {
    flash.dismissAll();
    flash.success('User maria was created.', { href: paths.user('maria'), label: 'View user' });
    flash.info('The report is being made.');
    flash.warning(`${LONG_NAME} has no permissions.`);
    flash.error(DENIED, 'The user could not be deleted');
  }, [flash]);
  return children;
}

export const shellExamples: Example[] = [
  {
    file: 'console/shell/top-bar',
    wide: true,
    states: {
      'A user; a switched role': (
        <CurrentAreaProvider value={IAM}>
          <HelpProvider>
            <Column>
              {[USER, ROLE].map((identity) => (
                <TopBar
                  key={identity.kind}
                  areas={AREAS}
                  settings={ORGANIZATIONS}
                  badge={<EnforcementBadge enforcement="audit" />}
                  homeHref={paths.home}
                  region={{ region: 'us-east-1', onRegion: () => {} }}
                  account={menuOf(identity)}
                  openDrawer={() => {}}
                  openPalette={() => {}}
                  openShortcuts={() => {}}
                />
              ))}
            </Column>
          </HelpProvider>
        </CurrentAreaProvider>
      ),
    },
  },
  {
    file: 'console/shell/account-menu',
    states: {
      'Root, a user, a switched role': (
        <Row>
          {[ROOT, USER, ROLE].map((identity) => (
            <AccountMenu key={identity.kind} {...menuOf(identity)} />
          ))}
        </Row>
      ),
      'The colours of a role': (
        <Row>
          {ROLE_COLORS.map((color) => (
            <RoleColorSquare key={color} color={color} />
          ))}
        </Row>
      ),
    },
  },
  {
    file: 'console/shell/area-switcher',
    states: {
      'In one of its areas': (
        <CurrentAreaProvider value={IAM}>
          <AreaSwitcher areas={AREAS} />
        </CurrentAreaProvider>
      ),
    },
  },
  {
    file: 'console/shell/side-navigation',
    states: {
      'The pages of an area': <SideNavigation area={IAM} />,
      'A section': <NavSections sections={ORGANIZATIONS.sections} />,
    },
  },
  {
    file: 'console/shell/navigation-drawer',
    states: {
      Open: (
        <Opens what="the drawer">
          {(close) => (
            <CurrentAreaProvider value={IAM}>
              <NavigationDrawer areas={AREAS} open onOpenChange={close} />
            </CurrentAreaProvider>
          )}
        </Opens>
      ),
    },
  },
  {
    file: 'console/shell/breadcrumbs',
    states: {
      'In an area, with a long name': (
        <CurrentAreaProvider value={IAM}>
          <Breadcrumbs items={[{ label: 'Users', href: paths.users }]} current={LONG_NAME} />
        </CurrentAreaProvider>
      ),
    },
  },
  {
    file: 'console/shell/command-palette',
    states: {
      Open: (
        <Opens what="the palette">
          {(close) => (
            <CommandPalette
              open
              whoCanHref={(action) => `/access/who-can?action=${action}`}
              onOpenChange={close}
              pages={[{ id: paths.users, label: 'Users', href: paths.users, kind: 'Pages', detail: 'IAM' }]}
              search={async () => [{ id: 'maria', label: 'maria', href: paths.user('maria'), kind: 'Users', detail: LONG_NAME }]}
            />
          )}
        </Opens>
      ),
    },
  },
  {
    file: 'console/shell/shortcuts-dialog',
    states: { Open: <Opens what="the shortcuts">{(close) => <ShortcutsDialog open onOpenChange={close} />}</Opens> },
  },
  {
    file: 'console/shell/identity-notice',
    states: {
      'Somebody else is signed in': (
        <Opens what="the notice">
          {(close) => <IdentityNotice shown="maria @ production" signedInAs="root @ test" onGoOn={close} />}
        </Opens>
      ),
      'Nobody is': (
        <Opens what="the notice of nobody">
          {(close) => <IdentityNotice shown="maria @ production" signedInAs={null} onGoOn={close} />}
        </Opens>
      ),
    },
  },
  {
    file: 'console/shell/flashbar',
    states: {
      'Success, information, warning, error': (
        <FlashProvider>
          <Flashes>
            <Flashbar />
          </Flashes>
        </FlashProvider>
      ),
    },
  },
  {
    file: 'console/shell/help-panel',
    states: {
      'A page that has help': (
        <HelpProvider>
          <Row>
            <HelpLink />
            <HelpToggle />
          </Row>
          <HelpPanel title="Users">A user is an identity for one person or program.</HelpPanel>
          <HelpAside />
        </HelpProvider>
      ),
    },
  },
  {
    file: 'console/shell/enforcement-badge',
    states: {
      'The viewer’s own account, other accounts': (
        <Row>
          {['enforce', 'audit', 'off'].map((enforcement) => (
            <Row key={enforcement}>
              <EnforcementBadge enforcement={enforcement} />
              <EnforcementMark enforcement={enforcement} />
            </Row>
          ))}
        </Row>
      ),
    },
  },
  {
    file: 'console/shell/theme-switch',
    states: { 'For the whole page': <ThemeSwitch theme="system" /> },
  },
  {
    file: 'console/shell/brand-mark',
    states: {
      'Small and large': (
        <Row>
          <BrandMark />
          <BrandMark size={40} />
        </Row>
      ),
    },
  },
];
