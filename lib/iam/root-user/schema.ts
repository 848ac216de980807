import { z } from 'zod';
import { RootEmail } from '../../account/schema';
import { text } from '../../core/shapes';

// Accepts any password set at sign-up. `requireRootPassword` checks new ones and says what is missing.
const RootPassword = z.string().min(1).max(1000);
/** Required if the root user has an MFA device. */
const TokenCode = text({ pattern: '[\\d]+', min: 6, max: 6 }).optional();

export const ChangeRootPasswordInput = z.object({ OldPassword: RootPassword, NewPassword: RootPassword, TokenCode });
export const ChangeRootEmailInput = z.object({ Email: RootEmail, Password: RootPassword, TokenCode });
export const UpdateIAMAccessPreferenceInput = z.object({ IamUserAccessToBilling: z.enum(['ALLOW', 'DENY']) });
export const CloseAccountInput = z.object({});
