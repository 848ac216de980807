import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { CodeBlock } from '@/components/ui/code-block';
import { TextLink } from '@/components/ui/text-link';
import { DEFAULT_PASSWORD_RULES } from '@/lib/account/limits';
import { recoverRootAction } from '@/lib/console/auth-actions';
import { paths } from '@/lib/console/paths';
import { findRecovery } from '@/lib/console/recover-root-password';
import { runtime } from '@/lib/console/runtime';
import { AuthForm } from '../../../_components';

export const metadata: Metadata = { title: 'Root password recovery' };

export default async function RecoverRootPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const { token } = await searchParams;
  return (
    <>
      <h1 className="font-semibold text-xl">Root password recovery</h1>
      {token ? <Recovery token={token} /> : <HowTo />}
      <p className="mt-6 border-line border-t pt-4">
        <TextLink href={paths.signInRoot()}>Back to root user sign in</TextLink>
      </p>
    </>
  );
}

/** Opened by a link: whose password it sets, and the form. Looking does not use the link up. */
async function Recovery({ token }: { token: string }) {
  const { database } = await runtime();
  const found = await findRecovery(database, token, new Date());
  if (!found) {
    return (
      <Alert kind="error" className="mt-3" title="This link has expired or was used before">
        A link is good for one password and for one day. Ask whoever gave it to you for a new one.
      </Alert>
    );
  }
  const { id, name, email } = found.account;
  return (
    <>
      <p className="mt-1 text-ink-2">
        Set a password for the root user <strong className="break-words font-medium text-ink">{email}</strong> of the account{' '}
        <strong className="break-words font-medium text-ink">{name}</strong> ({id}). It can do everything in that account.
      </p>
      <AuthForm
        action={recoverRootAction}
        submit="Set password"
        hidden={{ token }}
        fields={[
          {
            name: 'password',
            label: 'New password',
            type: 'password',
            autoComplete: 'new-password',
            hint: DEFAULT_PASSWORD_RULES,
            check: { policy: null, taken: [found.account.name, email] },
          },
          {
            name: 'confirm',
            label: 'Confirm the new password',
            type: 'password',
            autoComplete: 'new-password',
            sameAs: 'password',
          },
        ]}
      />
    </>
  );
}

function HowTo() {
  return (
    <div className="mt-3 space-y-3 text-ink-2">
      <p>
        A root password is set with a link. AWS sends it by mail; Gatehouse sends none, so an administrator of your organization’s
        management account has to make it: under “Root access management”, with “Allow password recovery”. Open it and you are
        back here.
      </p>
      <p>
        The root user of a management account, and of an account in no organization, has nobody above it who could. Whoever runs
        this server makes the link for it, with the root user’s e-mail address:
      </p>
      <CodeBlock
        label="Command for the operator of the server"
        code="npm run gatehouse -- reset-root root@example.com"
        language="text"
        wrap
      />
    </div>
  );
}
