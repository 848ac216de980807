import { z } from 'zod';
import { defineClassroomOperation } from '../operation';
import { CLASSROOM_SETTINGS, classroomSettings } from './rows';
import { PutClassroomSettingsInput } from './schema';

/** Returns the classroom settings of the installation, or their defaults. */
export const GetClassroomSettings = defineClassroomOperation({
  name: 'GetClassroomSettings',
  who: 'operator',
  writes: false,
  input: z.strictObject({}),
  run: (_input, { db }) => classroomSettings(db),
});

/** Sets the classroom settings. Lower limits don't affect existing members and classes. */
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
