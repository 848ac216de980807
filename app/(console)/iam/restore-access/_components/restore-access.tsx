'use client';

import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { type SmallColumn, SmallTable } from '@/components/console/table/small-table';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { Able, LockedOut } from '@/lib/access/lockout/operations';
import { paths } from '@/lib/console/paths';
import { lockoutQuery } from '../queries';

/** Renders the users and roles that can change permissions, those that are locked out, and the ways to restore access. */
export function RestoreAccess({ accountId }: { accountId: string }) {
  const read = useRead(lockoutQuery());
  return (
    <>
      <PageHeader
        title="Restore access"
        info={<HelpLink />}
        description="See who can change permissions in this account, and who is locked out by a policy."
      />
      <ReadBox read={read} what="who can change permissions">
        {({ OnlyRoot, Able: able, Locked }) => (
          <div className="space-y-4">
            {OnlyRoot ? (
              <Alert
                kind="warning"
                title="Only the root user can change permissions in this account"
                action={
                  Locked.Count === 0 ? <ButtonLink href={paths.secureAccount}>Make an administrator</ButtonLink> : undefined
                }
              >
                {Locked.Count === 0
                  ? 'No user or role that anyone can use has permission to do so.'
                  : 'Sign in as the root user and change one of the policies below. No IAM policy of the account can prevent the root user from doing this.'}
              </Alert>
            ) : (
              <Alert kind="success">At least one user or role can change permissions, so the root user is not required.</Alert>
            )}
            {Locked.Count > 0 ? <LockedPanel accountId={accountId} {...Locked} /> : null}
            {able.Count > 0 ? <AblePanel {...able} /> : null}
          </div>
        )}
      </ReadBox>
      <RestoreHelp />
    </>
  );
}

const hrefOf = ({ Kind, Name }: Pick<Able, 'Kind' | 'Name'>) => (Kind === 'User' ? paths.user(Name) : paths.role(Name));

function LockedPanel({ accountId, Count, First }: { accountId: string; Count: number; First: LockedOut[] }) {
  return (
    <Panel
      title="Locked out"
      count={Count}
      description="A policy allows them everything, but something else prevents them from changing permissions."
      flush
    >
      <ul className="divide-y divide-line">
        {First.map((locked) => (
          <li key={locked.Arn} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-72">
              <h3>
                <TextLink href={hrefOf(locked)} className="font-medium">
                  {locked.Name}
                </TextLink>{' '}
                <span className="text-ink-3 text-sm">{locked.Kind.toLowerCase()}</span>
              </h3>
              <p className="break-words text-ink-2 text-sm">{locked.Message}</p>
              {locked.Fixes.map((fix) => (
                <p key={fix} className="break-words text-sm">
                  {fix}
                </p>
              ))}
            </div>
            <ButtonLink
              href={paths.ask({
                principal: locked.Arn,
                action: 'iam:PutUserPolicy',
                resource: `arn:aws:iam::${accountId}:user/*`,
              })}
              aria-label={`View what locks out ${locked.Name}`}
            >
              View what locks it out
            </ButtonLink>
          </li>
        ))}
      </ul>
      <NotAll shown={First.length} count={Count} />
    </Panel>
  );
}

function NotAll({ shown, count }: { shown: number; count: number }) {
  if (count <= shown) return null;
  return (
    <p className="border-line border-t px-4 py-2 text-ink-2 text-sm">
      {shown} of {count.toLocaleString('en')}
    </p>
  );
}

const COLUMNS: readonly SmallColumn<Able>[] = [
  { header: 'Name', cell: (able) => <TextLink href={hrefOf(able)}>{able.Name}</TextLink> },
  { header: 'Type', cell: ({ Kind }) => Kind },
  {
    header: 'Can be used',
    cell: ({ Kind, CanEnter }) =>
      CanEnter ? 'Yes' : Kind === 'User' ? 'No: no password and no active access key' : 'No: only services can assume it',
  },
];

function AblePanel({ Count, First }: { Count: number; First: Able[] }) {
  return (
    <Panel title="Can change permissions" count={Count} flush>
      <SmallTable label="Can change permissions" columns={COLUMNS} rows={First} rowKey={({ Arn }) => Arn} />
      <NotAll shown={First.length} count={Count} />
    </Panel>
  );
}

function RestoreHelp() {
  return (
    <HelpPanel title="Restore access">
      <p>
        Anyone who can grant permissions to a user or role can change everyone’s permissions, including their own. If the last of
        them loses that permission through a Deny or a permissions boundary, only the root user can restore it.
      </p>
      <h3>Checks on this page</h3>
      <p>
        Who may call <code>iam:PutUserPolicy</code> on any user or <code>iam:PutRolePolicy</code> on any role, by all policies
        that apply to them, and whether anyone can sign in or make calls as them.
      </p>
      <h3>Member accounts</h3>
      <p>
        Service control policies also limit the root user of a member account. If one prevents this, the management account must
        change it.
      </p>
    </HelpPanel>
  );
}
