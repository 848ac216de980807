import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { CodeBlock } from '@/components/ui/code-block';
import { TextLink } from '@/components/ui/text-link';
import { DEFAULT_PASSWORD_RULES } from '@/lib/account/limits';
import { paths } from '@/lib/console/paths';
import { runtime } from '@/lib/console/runtime';
import { recoverRootAction } from '@/lib/console/sign-in/auth-actions';
import { findRecovery } from '@/lib/console/sign-in/recover-root-password';
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

/** Shows the form for the root user that the link names. Opening the link does not use it up. */
async function Recovery({ token }: { token: string }) {
  const { database } = await runtime();
  const found = await findRecovery(database, token, new Date());
  if (!found) {
    return (
      <Alert kind="error" className="mt-3" title="This link has expired or was used before">
        A link works once, within one day. Ask the person who gave it to you for a new one.
      </Alert>
    );
  }
  const { id, name, email } = found.account;
  return (
    <>
      <p className="mt-1 text-ink-2">
        Set a password for the root user <strong className="break-words font-medium text-ink">{email}</strong> of the account{' '}
        <strong className="break-words font-medium text-ink">{name}</strong> ({id}). The root user has full access to that
        account.
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
            label: 'Confirm new password',
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
        You set a root password with a link. AWS sends the link by email. Gatehouse sends no email, so an administrator of your
        organization’s management account creates the link: on the “Root access management” page, with “Allow password recovery”.
        Open the link to return to this page.
      </p>
      <p>
        For the root user of a management account or of a standalone account, no administrator can create the link. Ask the
        operator of this server to create it with the root user’s email address:
      </p>
      <CodeBlock
        label="Command for the server operator"
        code="npm run gatehouse -- reset-root root@example.com"
        language="text"
        wrap
      />
    </div>
  );
}
