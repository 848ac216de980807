'use client';

import type { ReactNode } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { RootUse } from '@/lib/account/root-use-operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { rootUserArn } from '@/lib/core/arns';
import { plural } from '@/lib/core/text/plural';
import { rootUseQuery } from './root-use-query';

const DAY_MS = 86_400_000;

type Reach = 'account' | 'organization';

type RootUsePanelProps = {
  accountId: string;
  /** Covers the account, or the organization that it manages. */
  reach: Reach;
};

/** Shows how often the root user was used recently, and for what. */
export function RootUsePanel({ accountId, reach }: RootUsePanelProps) {
  const read = useRead(rootUseQuery(reach));
  const own = { principal: rootUserArn('aws', accountId), kind: 'all' };
  return (
    <Panel
      title="Use of the root user"
      actions={
        <ButtonLink
          variant="link"
          href={paths.events(reach === 'account' ? own : { ...own, principal: ':root', account: 'all' })}
          className="h-8"
        >
          Event history
        </ButtonLink>
      }
    >
      <ReadBox read={read} what="the use of the root user">
        {(use) => (
          <>
            <p className="font-medium">{summaryOf(use, reach)}</p>
            {reach === 'account' ? <OwnUse use={use} /> : <UseByAccount use={use} />}
          </>
        )}
      </ReadBox>
    </Panel>
  );
}

function summaryOf(use: Json<RootUse>, reach: Reach, now = Date.now()): string {
  const { SignIns, Sessions, More, Days, Accounts, LastUsed } = use;
  const uses = SignIns + Sessions;
  // Access keys work without a sign-in.
  if (uses === 0 && reach === 'account' && LastUsed && now - Date.parse(LastUsed) < Days * DAY_MS)
    return `The root user was used in the last ${Days} days without a sign-in`;
  if (uses === 0)
    return `${reach === 'account' ? 'The root user was' : 'No root user was'} ${reach === 'account' ? 'not ' : ''}used in ${Days} days`;
  const kinds = [SignIns > 0 ? plural(SignIns, 'sign-in') : null, Sessions > 0 ? plural(Sessions, 'root session') : null];
  const where = reach === 'account' ? '' : ` in ${plural(Accounts.Count, 'account')}`;
  return `Root was used ${More ? 'at least ' : ''}${plural(uses, 'time')} in ${Days} days${where}: ${kinds.filter(Boolean).join(', ')}`;
}

function OwnUse({ use: { LastSignIn, Actions } }: { use: Json<RootUse> }) {
  return (
    <>
      <p className="text-ink-2 text-sm">
        {LastSignIn ? (
          <>
            Last sign-in: <Time value={LastSignIn} />.
          </>
        ) : (
          'It has never signed in.'
        )}
        {Actions.length > 0 ? ' Last changes:' : null}
      </p>
      <Rows>
        {Actions.map(({ EventId, EventName, At }) => (
          <li key={EventId} className="flex items-baseline gap-3">
            <TextLink href={paths.event(EventId)} className="font-mono text-sm">
              {EventName}
            </TextLink>
            <span className="text-ink-3">
              <Time value={At} />
            </span>
          </li>
        ))}
      </Rows>
    </>
  );
}

function UseByAccount({ use: { Accounts } }: { use: Json<RootUse> }) {
  return (
    <Rows>
      {Accounts.First.map(({ AccountId, AccountName, SignIns, Sessions, LastAt }) => (
        <li key={AccountId} className="flex flex-wrap items-baseline gap-x-3">
          <TextLink
            href={paths.events({
              account: AccountId,
              // A session's record does not name principals of another account.
              ...(SignIns > 0 ? { principal: rootUserArn('aws', AccountId), kind: 'all' } : { name: 'AssumeRoot' }),
            })}
          >
            {AccountName}
          </TextLink>
          <span className="text-ink-2">
            {[SignIns > 0 ? plural(SignIns, 'sign-in') : '', Sessions > 0 ? plural(Sessions, 'root session') : '']
              .filter(Boolean)
              .join(', ')}
          </span>
          <span className="text-ink-3">
            <Time value={LastAt} />
          </span>
        </li>
      ))}
    </Rows>
  );
}

function Rows({ children }: { children: ReactNode[] }) {
  return children.length > 0 ? <ul className="mt-1 space-y-0.5 text-sm">{children}</ul> : null;
}
