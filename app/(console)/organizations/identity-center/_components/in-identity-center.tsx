'use client';

import type { ReactNode } from 'react';
import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { Alert } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { IdentityCenterFacts } from '@/lib/identity-center/instance/console-operations';
import { OutsideOrganization } from '../../_components/outside-organization';
import { enableIdentityCenter } from '../actions';
import { identityCenterQuery } from '../queries';

type Facts = Json<IdentityCenterFacts>;
export type ShownInstance = NonNullable<Facts['Instance']>;

type Shows = {
  /** Renders the page of somebody who may administer the instance. */
  children: (instance: ShownInstance, facts: Facts) => ReactNode;
};

/**
 * Renders a page of IAM Identity Center. It renders what comes first in its place: an organization, the enabled service, its home Region, or
 * an account that administers it.
 */
export function InIdentityCenter({ children }: Shows) {
  const read = useRead(identityCenterQuery());
  return (
    <OutsideOrganization>
      <ReadBox read={read} what="IAM Identity Center of your organization">
        {(facts) => {
          const { Instance, IsHomeRegion, Part } = facts;
          if (!Instance) return <NotEnabled managing={Part === 'OWNER'} />;
          if (!IsHomeRegion) return <OtherRegion region={Instance.PrimaryRegion} />;
          if (Part === 'MEMBER') return <AdministeredElsewhere owner={Instance.OwnerAccountId} />;
          return children(Instance, facts);
        }}
      </ReadBox>
    </OutsideOrganization>
  );
}

/** Renders a page with its own header. Its title stands above what comes first. */
export function GatedPage({ title, children }: { title: string } & Shows) {
  const { data } = useRead(identityCenterQuery());
  const ready = data?.Instance && data.IsHomeRegion && data.Part !== 'MEMBER';
  return (
    <>
      {ready ? null : <PageHeader title={title} breadcrumbs={[IDENTITY_CENTER]} />}
      <InIdentityCenter>{children}</InIdentityCenter>
    </>
  );
}

/** The breadcrumb of the first page. */
export const IDENTITY_CENTER = { label: 'IAM Identity Center', href: paths.identityCenter };

const enable: Act<null> = {
  label: 'Enable IAM Identity Center',
  look: 'primary',
  takes: ['sso:StartSSO', 'organizations:EnableAWSServiceAccess'],
  opens: confirmation(() => ({
    title: 'Enable IAM Identity Center?',
    confirmLabel: 'Enable',
    harmless: true,
    action: enableIdentityCenter,
    input: {},
    success: 'IAM Identity Center is enabled.',
    text: (
      <ul className="list-disc space-y-1 pl-5">
        <li>The Region that is selected in the top bar becomes the home Region. You cannot change it later.</li>
        <li>Organizations gives the service trusted access.</li>
        <li>
          Every account gets the service-linked role <code className="font-mono text-sm">AWSServiceRoleForSSO</code>, which
          creates the roles of permission sets.
        </li>
      </ul>
    ),
  })),
};

function NotEnabled({ managing }: { managing: boolean }) {
  return (
    <Panel>
      <EmptyState
        title="IAM Identity Center is not enabled"
        description={
          managing
            ? 'With IAM Identity Center, you assign people and groups to accounts, each with a permission set. The accounts get the roles for it, and nobody needs an IAM user in each account.'
            : 'The management account of your organization can enable it, and assign people to accounts.'
        }
        action={managing ? <ActButtons acts={[enable]} subject={null} /> : undefined}
      />
    </Panel>
  );
}

function OtherRegion({ region }: { region: string }) {
  return (
    <Alert kind="info" title="IAM Identity Center is in another Region">
      Your organization enabled it in <span className="font-mono text-sm">{region}</span>. Choose that Region in the top bar to
      work with it.
    </Alert>
  );
}

function AdministeredElsewhere({ owner }: { owner: string }) {
  return (
    <Alert kind="info" title="Another account administers IAM Identity Center">
      The management account <span className="font-mono text-sm">{owner}</span> administers it, and an account that it registers
      as the delegated administrator. Sign in to one of them to manage users and their access.
    </Alert>
  );
}
