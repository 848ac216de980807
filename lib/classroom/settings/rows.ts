import type { Transaction } from '../../db/client';
import { DEFAULT_SETTINGS } from './limits';

/** The id of the only row of operators' settings. */
export const CLASSROOM_SETTINGS = 'installation';

export type ClassroomSettings = { signUpOpen: boolean; mostClasses: number; mostMembers: number; deleteAfterDays: number };

export async function classroomSettings(db: Transaction): Promise<ClassroomSettings> {
  const row = await db.classroomSettings.findUnique({ where: { id: CLASSROOM_SETTINGS } });
  if (!row) return DEFAULT_SETTINGS;
  const { signUpOpen, mostClasses, mostMembers, deleteAfterDays } = row;
  return { signUpOpen, mostClasses, mostMembers, deleteAfterDays };
}
