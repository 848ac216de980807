import { validationError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { readManagedPolicy } from '../../core/principal-policies';

/** @throws AwsError ValidationError when the ARN names no managed policy of this account or of AWS */
export async function requireBoundaryPolicy(scope: Pick<Scope, 'db' | 'accountId'>, arn: string): Promise<void> {
  const owner = arn.split(':')[4];
  const usable = owner === 'aws' || owner === scope.accountId;
  if (!usable || !(await readManagedPolicy(scope.db, arn)))
    throw validationError(`Value (${arn}) for parameter PermissionsBoundary is invalid.`);
}
