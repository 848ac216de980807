import { z } from 'zod';
import { Given, nameOf } from '../schema';
import { NAME_MOST, PASSWORD_LEAST, PASSWORD_MOST } from './limits';

const PersonName = nameOf('a person', NAME_MOST, 2);
const Password = z
  .string('Enter a password.')
  .min(PASSWORD_LEAST, `A password must have at least ${PASSWORD_LEAST} characters.`)
  .max(PASSWORD_MOST, `A password can have up to ${PASSWORD_MOST} characters.`);
export const Role = z.enum(['operator', 'instructor'], 'Choose operator or instructor.');

export const InvitePersonInput = z.strictObject({ name: PersonName, role: Role });
export const PersonInput = z.strictObject({ personId: Given });
export const SetUpInput = z.strictObject({ token: Given });
export const SetUpPersonInput = z.strictObject({
  token: Given,
  name: PersonName,
  password: Password,
  /** The MFA device: the encrypted seed from the page, and the app's code. Operators must have one. */
  mfa: z.strictObject({ sealedSeed: z.string().max(500), code: z.string().max(20) }).optional(),
});
export const ChangePasswordInput = z.strictObject({ current: z.string().max(PASSWORD_MOST), password: Password });
