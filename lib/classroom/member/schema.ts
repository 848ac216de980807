import { z } from 'zod';
import { CODE_CHARACTERS, CODE_LENGTH } from '../limits';
import { Given, nameOf } from '../schema';
import { EMAIL_MOST, EXTERNAL_ID_MOST, GROUP_MOST, MEMBER_NAME_MOST } from './limits';

export const MemberName = nameOf('a student', MEMBER_NAME_MOST);
/** The id that a school gives a student. */
export const ExternalId = nameOf('an id', EXTERNAL_ID_MOST, 0).transform((text) => text || null);
export const EmailAddress = z
  .string()
  .trim()
  .max(EMAIL_MOST, `An email address can have up to ${EMAIL_MOST} characters.`)
  .refine((text) => text === '' || /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text), 'Enter an email address such as name@example.edu.')
  .transform((text) => text || null);
export const GroupName = nameOf('a group', GROUP_MOST, 0).transform((text) => text || null);

const CODE = new RegExp(`^[${CODE_CHARACTERS}]{${CODE_LENGTH}}$`);
/** A join code as typed, in any case and with spaces. Malformed codes match no class. */
const JoinCode = z
  .string('Enter the join code of the class.')
  .max(40, 'A join code has six letters and digits.')
  .transform((text) => text.replaceAll(/[\s-]/g, '').toUpperCase())
  .refine((text) => CODE.test(text), 'A join code has six letters and digits.');

export const FindClassInput = z.strictObject({ code: JoinCode });
export const JoinClassInput = z.strictObject({
  code: JoinCode,
  name: MemberName,
  /** The student's number in the class, if several students share the name. */
  number: z.int().positive().optional(),
  phrase: z.string().max(200).optional(),
});
export const RemoveMembersInput = z.strictObject({ classId: Given, memberIds: z.array(Given).min(1).max(1_000) });
export const MemberInput = z.strictObject({ memberId: Given });
/** The file's text. Problems are reported by line. */
export const AddRosterInput = z.strictObject({
  classId: Given,
  csv: z.string('Paste a list.').max(40_000, 'The list is too long.'),
});
