'use client';

import { AttentionPanel } from '@/app/(console)/security/attention-panel';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { accountSummaryQuery } from '../queries';
import { SecurityStepsPanel } from '../security-steps-panel';
import { AccountPanel } from './account-panel';

type DashboardProps = {
  accountId: string;
  accountName: string;
  isRoot: boolean;
  /** True if the viewer may read the account summary. Everything but the account's names depends on it. */
  may: boolean;
};

/** Renders the dashboard: the security of the account, its resources, and the sign-in URL of its users. */
export function Dashboard({ accountId, accountName, isRoot, may }: DashboardProps) {
  const reader = { accountId, isRoot };
  return (
    <>
      <PageHeader
        title="IAM dashboard"
        crumb="Dashboard"
        info={<HelpLink />}
        description="Manage who can sign in to this account and what they can do."
      />
      <SplitLayout
        aside={
          <div className="space-y-4">
            <AccountPanel accountId={accountId} accountName={accountName} />
            <QuickLinks />
          </div>
        }
      >
        {may ? (
          <div className="space-y-4">
            <SecurityStepsPanel reader={reader} />
            <AttentionPanel reader={reader} />
            <Resources />
          </div>
        ) : (
          <p className="px-1 text-ink-2 text-sm">
            You don’t have permission to view what needs attention and the number of users, groups, roles and policies. This
            requires <code className="font-mono text-xs">iam:GetAccountSummary</code>.
          </p>
        )}
      </SplitLayout>
      <DashboardHelp />
    </>
  );
}

const RESOURCES = [
  { label: 'User groups', key: 'Groups', href: paths.groups },
  { label: 'Users', key: 'Users', href: paths.users },
  { label: 'Roles', key: 'Roles', href: paths.roles },
  { label: 'Policies', key: 'Policies', href: paths.policies },
  { label: 'Identity providers', key: 'Providers', href: paths.identityProviders },
] as const;

// AWS's summary has no quota for providers, as each type has its own.
const QUOTAS = { Groups: 'GroupsQuota', Users: 'UsersQuota', Roles: 'RolesQuota', Policies: 'PoliciesQuota' } as const;

function Resources() {
  const summary = useRead(accountSummaryQuery());
  return (
    <Panel
      title="IAM resources"
      description="In this account. Only customer managed policies are counted."
      flush={Boolean(summary.data)}
    >
      <ReadBox read={summary} what="the number of users, groups, roles, policies and identity providers">
        {({ SummaryMap }) => (
          <ul className="grid grid-cols-2 sm:grid-cols-5">
            {RESOURCES.map(({ label, key, href }) => (
              <li key={key} className="border-line px-3 py-3 not-last:sm:border-r max-sm:odd:border-r max-sm:nth-[-n+4]:border-b">
                <p className="text-ink-3 text-sm">{label}</p>
                <TextLink href={href} aria-label={`${SummaryMap[key]} ${label}`} className="font-semibold text-xl tabular-nums">
                  {SummaryMap[key].toLocaleString('en')}
                </TextLink>
                {key === 'Providers' ? null : (
                  <p className="text-ink-3 text-xs tabular-nums">of {SummaryMap[QUOTAS[key]].toLocaleString('en')}</p>
                )}
              </li>
            ))}
          </ul>
        )}
      </ReadBox>
    </Panel>
  );
}

const LINKS = [
  { label: 'My security credentials', href: paths.securityCredentials, detail: 'Your password and access keys' },
  {
    label: 'Effective permissions',
    href: paths.access(),
    detail: 'The permissions of a user, role or account, and their reasons',
  },
  { label: 'Event history', href: paths.events(), detail: 'Every call, with its caller and its decision' },
  { label: 'Access troubleshooter', href: paths.troubleshooter(), detail: 'The complete evaluation of a denied call' },
];

function QuickLinks() {
  return (
    <Panel title="Quick links" flush>
      <ul className="divide-y divide-line">
        {LINKS.map(({ label, href, detail }) => (
          <li key={href} className="px-4 py-2.5">
            <TextLink href={href} className="font-medium">
              {label}
            </TextLink>
            <p className="text-ink-3 text-sm">{detail}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function DashboardHelp() {
  return (
    <HelpPanel title="IAM dashboard">
      <p>
        “Needs attention” shows the most important findings of the account’s posture. Some checks require additional permissions.
        The Posture page lists the ones that you don’t have.
      </p>
      <h3>The root user</h3>
      <p>
        It can do everything, and no IAM policy of the account limits it. Use it only for tasks that require it: changing the
        email address and root password, restoring the permissions of the only administrator, or closing a standalone account.
      </p>
      <h3>Access keys</h3>
      <p>Replace long-term keys every 90 days. Prefer roles, whose credentials expire automatically.</p>
    </HelpPanel>
  );
}
