'use client';

import { type Act, ActButtons, confirmation, opened } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { servicesQuery } from '../../../queries';
import { deregisterAdministrator } from '../../../services/actions';
import { ServicePrincipal } from '../../_components/subjects';

type Delegate = { Id: string; Name: string };

const register: Act<null> = {
  label: 'Register account',
  takes: 'organizations:RegisterDelegatedAdministrator',
  opens: opened(() => import('./register-delegate').then((module) => module.RegisterDelegate)),
};

const deregister: Act<Delegate> = {
  label: 'Deregister account',
  look: 'danger',
  takes: 'organizations:DeregisterDelegatedAdministrator',
  opens: confirmation(({ Id, Name }: Delegate) => ({
    title: `Deregister ${Name}?`,
    confirmLabel: 'Deregister',
    action: deregisterAdministrator,
    input: { ServicePrincipal, AccountId: Id },
    success: `${Name} no longer administers IAM Identity Center.`,
    text: (
      <p>The account {Id} can then no longer manage users, permission sets and assignments. Everything that it made stays.</p>
    ),
  })),
};

/** Renders the member account that administers IAM Identity Center beside the management account. */
export function Delegation({ managing }: { managing: boolean }) {
  const read = useRead(servicesQuery());
  return (
    <ReadBox read={read} what="the delegated administrator">
      {({ Services }) => {
        const [delegate] = Services.find((service) => service.ServicePrincipal === ServicePrincipal)?.Administrators ?? [];
        const acts = delegate ? (
          <ActButtons acts={[deregister]} subject={delegate} />
        ) : (
          <ActButtons acts={[register]} subject={null} />
        );
        return (
          <Panel
            title="Delegated administrator"
            description="One member account can manage users, groups, permission sets and assignments. It cannot change access to the management account."
            actions={managing ? acts : undefined}
          >
            {delegate ? (
              <KeyValue
                items={[
                  { label: 'Account', value: <TextLink href={paths.account(delegate.Id)}>{delegate.Name}</TextLink> },
                  { label: 'Account ID', value: <CopyText text={delegate.Id} what="account ID" mono /> },
                ]}
              />
            ) : (
              <p className="text-ink-2">
                No delegated administrator. Only the management account administers IAM Identity Center.
              </p>
            )}
          </Panel>
        );
      }}
    </ReadBox>
  );
}
