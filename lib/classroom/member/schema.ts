import { z } from 'zod';
import { CODE_CHARACTERS, CODE_LENGTH } from '../limits';
import { Given, nameOf } from '../schema';
import { GROUP_MOST, MEMBER_NAME_LEAST, MEMBER_NAME_MOST } from './limits';

export const MemberName = nameOf('a student', MEMBER_NAME_MOST, MEMBER_NAME_LEAST);
export const GroupName = nameOf('a group', GROUP_MOST, 0).transform((text) => text || null);

const CODE = new RegExp(`^[${CODE_CHARACTERS}]{${CODE_LENGTH}}$`);
/** A code as somebody types it, in small letters and with spaces; what is none is the code of no class. */
const JoinCode = z
  .string('Type the code of the class.')
  .max(40, 'A code has six letters and digits.')
  .transform((text) => text.replaceAll(/[\s-]/g, '').toUpperCase())
  .refine((text) => CODE.test(text), 'A code has six letters and digits.');

export const FindClassInput = z.strictObject({ code: JoinCode });
export const JoinClassInput = z.strictObject({ code: JoinCode, name: MemberName, phrase: z.string().max(200).optional() });
export const MemberInput = z.strictObject({ memberId: Given });
/** The file as text: what is wrong with its lines is told by line. */
export const AddRosterInput = z.strictObject({
  classId: Given,
  csv: z.string('Paste a list.').max(40_000, 'The list is too long.'),
});
