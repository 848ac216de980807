import type { Transaction } from '../db/client';

/** The one row of what operators decide for the installation. */
export const CLASSROOM_SETTINGS = 'installation';

/** Whether the operators let anybody open an account on the sign-up page; they do as long as none has said anything. */
export async function operatorsAllowSignUp(db: Transaction): Promise<boolean> {
  const settings = await db.classroomSettings.findUnique({ where: { id: CLASSROOM_SETTINGS }, select: { signUpOpen: true } });
  return settings?.signUpOpen ?? true;
}
