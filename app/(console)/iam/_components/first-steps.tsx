'use client';

import { CircleCheck } from 'lucide-react';
import { useRead } from '@/app/(console)/_client/use-read';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { accountAliasesQuery, recommendationsQuery } from '../queries';
import { SignInUrl } from './secret';

/** For the root user of an account: how to stop needing it. */
export function FirstSteps({ account }: { account: string }) {
  const facts = useRead(recommendationsQuery()).data;
  const aliases = useRead(accountAliasesQuery()).data?.AccountAliases;
  const admins = facts?.Administrators;
  const [first] = admins?.First.filter(({ Kind }) => Kind === 'User') ?? [];
  const steps = [
    {
      title: 'Create an administrator',
      done: first !== undefined,
      detail: first ? (
        `${first.Name} is one.`
      ) : (
        <>
          <TextLink inline href={paths.createUser}>
            Create a user
          </TextLink>{' '}
          with console access, and attach AdministratorAccess to it or to a group that it is in.
        </>
      ),
    },
    {
      title: 'Give the account an alias',
      done: (aliases?.length ?? 0) > 0,
      detail: 'So that users sign in with a name instead of twelve digits. Set it in the box "AWS account".',
    },
    {
      title: 'Sign in as that user from now on',
      done: false,
      detail: <SignInUrl account={aliases?.[0] ?? account} />,
    },
  ];
  return (
    <Panel
      title="You are signed in as the root user"
      description="It can do everything, and no policy of the account limits it. Put it away:"
      flush
    >
      <ol className="divide-y divide-line">
        {steps.map(({ title, done, detail }, index) => (
          <li key={title} className="flex items-start gap-3 px-4 py-3">
            {done ? (
              <CircleCheck aria-label="Done" size={20} className="shrink-0 text-allow" />
            ) : (
              <span
                aria-hidden
                className="flex size-5 shrink-0 items-center justify-center rounded-full border border-line-strong font-medium text-ink-2 text-xs tabular-nums"
              >
                {index + 1}
              </span>
            )}
            <div className="min-w-0">
              <p className="font-medium">{title}</p>
              <div className="text-ink-2 text-sm">{detail}</div>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
