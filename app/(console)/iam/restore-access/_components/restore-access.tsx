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
        description="Who can change permissions in this account, and who is locked out by a policy."
      />
      <ReadBox read={read} what="who can change permissions">
        {({ OnlyRoot, Able: able, Locked }) => (
          <div className="space-y-4">
            {OnlyRoot ? (
              <Alert
                kind="warning"
                title="Nobody but the root user can change permissions in this account"
                action={
                  Locked.Count === 0 ? <ButtonLink href={paths.secureAccount}>Make an administrator</ButtonLink> : undefined
                }
              >
                {Locked.Count === 0
                  ? 'No user and no role that somebody can work as may.'
                  : 'Sign in as the root user and change one of the policies below. No policy of the account keeps the root user from it.'}
              </Alert>
            ) : (
              <Alert kind="success">
                Somebody besides the root user can change permissions: the root user is not needed for it.
              </Alert>
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
      description="A policy allows them everything, and something else keeps them from changing permissions."
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
              aria-label={`See what locks out ${locked.Name}`}
            >
              See what locks it out
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
    header: 'Somebody can work as it',
    cell: ({ Kind, CanEnter }) =>
      CanEnter ? 'Yes' : Kind === 'User' ? 'No: neither password nor active access key' : 'No: only services can assume it',
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
        Anyone who may give a user or a role permissions can change everybody’s, their own too. If the last of them removes that
        permission by a Deny or a permissions boundary, only the root user can restore it.
      </p>
      <h3>Checks on this page</h3>
      <p>
        Who may call <code>iam:PutUserPolicy</code> on any user or <code>iam:PutRolePolicy</code> on any role, by all policies
        that bear on them; and whether somebody can sign in or call as them.
      </p>
      <h3>Member accounts</h3>
      <p>
        A service control policy limits the root user of a member, too. Where one is in the way, the management account changes
        it.
      </p>
    </HelpPanel>
  );
}
