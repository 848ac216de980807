'use client';

import { useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { KeyValue, type KeyValueItem } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { AccessKeysPanel } from '../../access-keys/access-keys-panel';
import { ConsoleSessionsPanel } from '../../console-sessions/console-sessions-panel';
import { MfaPanel } from '../../mfa-devices/mfa-panel';
import { userQuery } from '../../queries';
import { ServiceSpecificCredentialsPanels } from '../../service-specific-credentials/service-specific-credentials-panels';
import { SigningCertificatesPanel } from '../../signing-certificates/signing-certificates-panel';
import { SshPublicKeysPanel } from '../../ssh-public-keys/ssh-public-keys-panel';
import { loginProfileQuery } from '../../users/queries';
import { type Owner, ownerText } from '../owner';

type SecurityCredentialsProps = { owner: Owner; accountId: string; accountName: string };

/** Renders the caller's own security credentials. */
export function SecurityCredentials({ owner, accountId, accountName }: SecurityCredentialsProps) {
  return (
    <>
      <PageHeader
        title="My security credentials"
        crumb="Security credentials"
        description={
          owner.kind === 'root'
            ? 'The credentials of this account’s root user.'
            : owner.kind === 'user'
              ? `The credentials of the IAM user ${owner.name}.`
              : `You are using the role ${owner.roleName}, whose credentials are temporary and expire automatically.`
        }
      />
      <div className="space-y-4">
        <Panel title="Account details">
          <KeyValue items={accountItems(owner, accountId, accountName)} />
        </Panel>
        {owner.kind === 'user' ? <PasswordPanel name={owner.name} /> : null}
        {owner.kind === 'root' ? (
          <Panel
            title="Root user password"
            actions={<ButtonLink href={paths.changePassword}>Change root user password</ButtonLink>}
            description="Used with the email address to sign in as the root user. The password policy of the account only applies to users. The AWS rules apply to the root user."
          >
            <TextLink href={paths.accountSettings}>Change the email address or the account name</TextLink>
          </Panel>
        ) : null}
        {owner.kind === 'role' ? null : (
          // The id is that of `paths.ownMfa`. The margin keeps the target below the top bar.
          <div id="mfa" className="scroll-mt-16">
            <MfaPanel userName={owner.kind === 'user' ? owner.name : undefined} owner={ownerText(owner)} />
          </div>
        )}
        {owner.kind === 'role' ? null : <ConsoleSessionsPanel principal={owner.kind === 'user' ? owner.name : 'root'} />}
        {owner.kind === 'role' ? null : (
          <AccessKeysPanel
            describedOn={owner.kind === 'user' ? owner.name : undefined}
            owner={ownerText(owner)}
            createHref={paths.createOwnAccessKey}
          />
        )}
        {owner.kind === 'user' ? (
          <>
            <SshPublicKeysPanel owner={owner.name} />
            <ServiceSpecificCredentialsPanels userName={owner.name} />
          </>
        ) : null}
        {owner.kind === 'role' ? null : (
          <SigningCertificatesPanel
            owner={{ userName: owner.kind === 'user' ? owner.name : undefined, owner: ownerText(owner) }}
          />
        )}
      </div>
    </>
  );
}

function accountItems(owner: Owner, accountId: string, accountName: string): KeyValueItem[] {
  const account = [
    { label: 'Account name', value: accountName },
    { label: 'AWS account ID', value: <CopyText text={accountId} what="account ID" mono /> },
  ];
  if (owner.kind === 'root')
    return [...account, { label: 'Email address', value: <CopyText text={owner.email} what="email address" secret /> }];
  if (owner.kind === 'role') return [...account, { label: 'Session ARN', value: <CopyArn arn={owner.arn} /> }];
  return [...account, { label: 'User ARN', value: <CopyArn arn={owner.arn} /> }];
}

function PasswordPanel({ name }: { name: string }) {
  const profile = useRead(loginProfileQuery(name));
  const user = useRead(userQuery(name));
  return (
    <Panel title="Console password" actions={<ButtonLink href={paths.changePassword}>Update console password</ButtonLink>}>
      <div className="space-y-3">
        <ReadError read={profile} what="when the password was set" />
        <ReadError read={user} what="the last sign-in" />
        <KeyValue
          items={[
            // A value that could not be read is not shown as missing.
            ...(profile.error
              ? []
              : [
                  {
                    label: 'Console access since',
                    value: profile.data ? <Time value={profile.data.LoginProfile.CreateDate} /> : null,
                  },
                ]),
            ...(user.error
              ? []
              : [{ label: 'Last console sign-in', value: user.data ? <Time value={user.data.User.PasswordLastUsed} /> : null }]),
          ]}
        />
      </div>
    </Panel>
  );
}
