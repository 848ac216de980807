import { GLOBAL_REGION } from '../core/call';
import { AwsError } from '../core/errors';
import type { Scope } from '../core/operation';
import { missingForTagReports } from '../organizations/tag-policy/rows';

/**
 * Refuses calls about the whole organization from other accounts and Regions, and while a prerequisite is missing. AWS does not
 * document the error for other accounts and Regions.
 * @throws AwsError ConstraintViolationException
 */
export async function requireReports(scope: Scope): Promise<void> {
  const region = GLOBAL_REGION[scope.partition];
  const missing =
    scope.call.region === region
      ? await missingForTagReports(scope)
      : `This operation can be called in the Region ${region} only.`;
  if (missing !== null) throw new AwsError('ConstraintViolationException', missing);
}
