import { z } from 'zod';
import { CLASSROOM_SETTINGS } from '../../account/sign-up-policy';
import { defineClassroomOperation } from '../operation';
import { classroomSettings } from './rows';
import { PutClassroomSettingsInput } from './schema';

/** What operators have decided for the installation, or what holds as long as they have not. */
export const GetClassroomSettings = defineClassroomOperation({
  name: 'GetClassroomSettings',
  who: 'operator',
  writes: false,
  input: z.strictObject({}),
  run: (_input, { db }) => classroomSettings(db),
});

/** Quotas hold for what comes after; a class that is larger keeps its members. */
export const PutClassroomSettings = defineClassroomOperation({
  name: 'PutClassroomSettings',
  who: 'operator',
  writes: true,
  input: PutClassroomSettingsInput,
  run: async (settings, { db }) => {
    await db.classroomSettings.upsert({
      where: { id: CLASSROOM_SETTINGS },
      create: { id: CLASSROOM_SETTINGS, ...settings },
      update: settings,
    });
    return settings;
  },
});
