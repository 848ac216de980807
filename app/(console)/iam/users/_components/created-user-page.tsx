'use client';

import { DownloadCsv } from '@/app/(console)/_client/download-csv';
import { FailedSteps } from '@/app/(console)/_client/failed-steps';
import { SecretText, SignInUrl, useSignInUrl } from '@/app/(console)/_client/secrets/secret';
import { ErrorBox } from '@/components/console/page/error-box';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { GivenUser, NewUser } from '@/lib/console/recipes/user/new-user';
import { useUnfinished } from '../../_components/use-unfinished';
import { finishUser } from '../actions';
import { signInMailHref } from './sign-in-mail';

/** Renders a created user: the failed steps and the password, which is shown only here. */
export function CreatedUserPage({ given, asked, account }: { given: GivenUser; asked: NewUser; account: string }) {
  const url = useSignInUrl(account);
  const { name } = asked;
  const completed = `User ${name} is now complete.`;
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
        description={password === null ? undefined : `Sign-in details for the first sign-in of ${name}.`}
      />
      <div className="max-w-4xl space-y-4">
        <FailedSteps
          steps={failed}
          title={`The user ${name} was created, but some steps failed`}
          done={done}
          retry={unfinished.retry}
        />
        {unfinished.error ? <ErrorBox error={unfinished.error} live /> : null}
        {password === null ? null : (
          <>
            <Alert kind="warning" title="This is the only time that the password can be seen or downloaded">
              Send it to the user through a secure channel. If it is lost, reset it.
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
