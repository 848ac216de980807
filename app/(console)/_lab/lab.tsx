import { labOf } from '@/lib/console/lab';
import type { ConsoleSession } from '@/lib/console/session/session';
import { LabBeside } from './lab-beside';

/** Shows the scenario next to the pages of its accounts, for the student of the attempt. Renders nothing otherwise. */
export async function Lab({ session }: { session: ConsoleSession }) {
  const { principal } = session.identity;
  const lab = await labOf(session.account.id);
  if (!lab) return null;
  const userName = principal.type === 'User' ? principal.userName : null;
  const acting = lab.personas.find((one) => one.accountId === session.identity.accountId && one.userName === userName);
  return <LabBeside attemptId={lab.attemptId} accountId={session.account.id} acting={acting?.key ?? null} />;
}
