import { AwsError, validationError } from '../core/errors';
import type { Scope } from '../core/operation';

type Input = { SerialNumber?: string | undefined; TokenCode?: string | undefined };

/**
 * Whether a call proves MFA with a code of one of the caller's devices.
 * @returns false for a call that does not try to
 * @throws AwsError AccessDenied for a code or a device that is not the caller's
 */
export async function requireMfa(_scope: Scope, { SerialNumber, TokenCode }: Input): Promise<boolean> {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw validationError('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.');
  }
  // No device can be assigned yet, so none is the caller's.
  throw new AwsError(
    'AccessDenied',
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  );
}
