import { AwsError, validationError } from '../core/errors';
import type { Scope } from '../core/operation';
import { acceptMfaCode, findMfaDevice, kindOf } from '../iam/mfa/rows';

type Input = { SerialNumber?: string | undefined; TokenCode?: string | undefined };

/**
 * Verifies and uses the MFA code of a call. Runs inside a transaction.
 * @returns false for a call without MFA
 * @throws AwsError AccessDenied for a device of another owner, and for a wrong or used code
 */
export async function requireMfa(scope: Scope, { SerialNumber, TokenCode }: Input): Promise<boolean> {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw validationError('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.');
  }
  const device = await findMfaDevice(scope, SerialNumber);
  const { principal } = scope.caller;
  const own =
    principal.type === 'User' ? device?.userId === principal.userId : principal.type === 'Root' && device?.ownedByRoot === true;
  // FIDO devices have no codes, so AWS does not accept them in calls.
  if (!device || !own || kindOf(device) === 'fido') {
    throw new AwsError(
      'AccessDenied',
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (!(await acceptMfaCode(scope.db, device, TokenCode, scope.call))) {
    throw new AwsError('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. ');
  }
  return true;
}
