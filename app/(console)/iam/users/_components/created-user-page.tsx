'use client';

import { DownloadCsv } from '@/app/(console)/_client/download-csv';
import { ErrorBox } from '@/components/console/page/error-box';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { GivenUser, NewUser } from '@/lib/console/recipes/user/new-user';
import { FailedSteps } from '../../_components/failed-steps';
import { SecretText, SignInUrl, useSignInUrl } from '../../_components/secret';
import { useUnfinished } from '../../_components/use-unfinished';
import { finishUser } from '../actions';
import { signInMailHref } from './sign-in-mail';

/** Renders a created user: the failed steps and the password, which is shown only here. */
export function CreatedUserPage({ given, asked, account }: { given: GivenUser; asked: NewUser; account: string }) {
  const url = useSignInUrl(account);
  const { name } = asked;
  const completed = `User ${name} now has everything that was asked for.`;
  const unfinished = useUnfinished(finishUser, asked, given, completed, (before, now) => ({
    ...now,
    password: now.password ?? before.password,
  }));
  const { password, done, failed } = unfinished.got;
  return (
    <>
      <PageHeader
        title={password === null ? `User ${name} was created` : 'Retrieve password'}
        breadcrumbs={[{ label: 'Users', href: paths.users }]}
        description={password === null ? undefined : `How ${name} signs in for the first time.`}
      />
      <div className="max-w-4xl space-y-4">
        <FailedSteps
          steps={failed}
          title={`The user ${name} was created, but not everything that was asked for was done`}
          done={done}
          retry={unfinished.retry}
        />
        {unfinished.error ? <ErrorBox error={unfinished.error} live /> : null}
        {password === null ? null : (
          <>
            <Alert kind="warning" title="This is the only time that the password can be seen or downloaded">
              Give it to the user by a way that nobody else reads. If it is lost, reset it.
            </Alert>
            <Panel title="Console sign-in details">
              <KeyValue
                columns={1}
                items={[
                  { label: 'Console sign-in URL', value: <SignInUrl account={account} /> },
                  { label: 'User name', value: name },
                  { label: 'Console password', value: <SecretText secret={password} what="password" /> },
                ]}
              />
            </Panel>
          </>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {password === null ? null : (
            <>
              <ButtonLink href={signInMailHref({ name, account, url })}>Email sign-in instructions</ButtonLink>
              <DownloadCsv
                fileName={`${name}_credentials.csv`}
                rows={[{ 'User name': name, Password: password, 'Console sign-in URL': url }]}
              />
            </>
          )}
          <ButtonLink href={paths.user(name)}>View user</ButtonLink>
          <ButtonLink variant="primary" href={paths.users}>
            Return to users list
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
