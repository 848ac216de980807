import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { currentSession } from '@/lib/console/request';
import { SwitchRoleForm } from './_components/switch-role-form';

export const metadata: Metadata = { title: 'Switch role' };

type Query = { account?: string; roleName?: string; displayName?: string; next?: string };

export default async function SwitchRolePage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const session = await currentSession();
  if (!session) return goTo(paths.signIn(paths.switchRole(query)));
  const root = session.identity.principal.type === 'Root';
  return (
    <>
      <h1 className="font-semibold text-xl">Switch role</h1>
      <p className="mt-1 text-ink-2">
        Use the permissions of a role, in this account or another one, instead of your own. You get your own permissions back when
        you switch back. Gatehouse checks your IAM user's permissions for every switch.
      </p>
      {root ? (
        <Alert
          kind="warning"
          className="mt-4"
          title="The root user cannot switch roles"
          action={<ButtonLink href={paths.createUser}>Create administrator</ButtonLink>}
        >
          Sign in as an IAM user. Use the root user only for the few tasks that require it.
        </Alert>
      ) : (
        <SwitchRoleForm identity={session.identityTag} initial={query} recent={session.recentRoles} />
      )}
      <p className="mt-6 border-line border-t pt-4">
        <TextLink href={paths.home}>Back to the console</TextLink>
      </p>
    </>
  );
}
