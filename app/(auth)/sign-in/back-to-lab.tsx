import { Alert } from '@/components/ui/alert';
import { askedSession } from '@/lib/console/go-to';
import { labOf } from '@/lib/console/lab';
import { paths } from '@/lib/console/paths';
import { accountOf } from '@/lib/console/session-address';

/** For a student whose session in a lab has ended: the way back, without a password. Nothing for anybody else. */
export async function BackToLab() {
  const asked = await askedSession();
  const lab = asked === null ? null : await labOf(accountOf(asked));
  if (!lab) return null;
  return (
    <Alert kind="info" title="This account belongs to your lab" className="mb-4">
      Your session in it has ended. {/* The pages of classes are of no session. */}
      <a href={paths.labAttempt(lab.attemptId)} className="font-medium text-accent hover:underline">
        Return to the lab
      </a>{' '}
      and choose a persona. You don't need a password there.
    </Alert>
  );
}
