import { Alert } from '@/components/ui/alert';
import { askedSession } from '@/lib/console/go-to';
import { labOf } from '@/lib/console/lab';
import { paths } from '@/lib/console/paths';
import { accountOf } from '@/lib/console/session/session-address';

/** Offers a student whose lab session has ended the way back, without a password. Renders nothing for others. */
export async function BackToLab() {
  const asked = await askedSession();
  const lab = asked === null ? null : await labOf(accountOf(asked));
  if (!lab) return null;
  return (
    <Alert kind="info" title="This account belongs to your lab" className="mb-4">
      Your session in it has ended. {/* Pages of classes belong to no session, so this is no console link. */}
      <a href={paths.labAttempt(lab.attemptId)} className="font-medium text-accent hover:underline">
        Return to the lab
      </a>{' '}
      and choose a persona. You don't need a password there.
    </Alert>
  );
}
