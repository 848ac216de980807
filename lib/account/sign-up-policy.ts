import type { Transaction } from '../db/client';

/** The id of the only row of operators' settings. */
export const CLASSROOM_SETTINGS = 'installation';

/** Returns whether operators allow sign-up. They do by default. */
export async function operatorsAllowSignUp(db: Transaction): Promise<boolean> {
  const settings = await db.classroomSettings.findUnique({ where: { id: CLASSROOM_SETTINGS }, select: { signUpOpen: true } });
  return settings?.signUpOpen ?? true;
}
