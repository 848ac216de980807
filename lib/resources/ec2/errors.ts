import { AwsError } from '../../core/errors';
import type { PolicyOrigin } from '../../core/policy-origin';

/** The used errors of EC2, in its own codes, since its model has none. Source: Amazon EC2 API Reference, "Error codes". */
type Ec2ErrorName =
  | 'DryRunOperation'
  | 'FilterLimitExceeded'
  | 'IncorrectInstanceState'
  | 'IncorrectState'
  | 'InstanceLimitExceeded'
  | 'InvalidAMIID.Malformed'
  | 'InvalidAMIID.NotFound'
  | 'InvalidAssociationID.NotFound'
  | 'InvalidID'
  | 'InvalidInstanceID.Malformed'
  | 'InvalidInstanceID.NotFound'
  | 'InvalidKeyPair.NotFound'
  | 'InvalidNextToken'
  | 'InvalidParameterCombination'
  | 'InvalidParameterValue'
  | 'InvalidSubnetID.NotFound'
  | 'InvalidGroup.NotFound'
  | 'MissingParameter'
  | 'OperationNotPermitted'
  | 'TagLimitExceeded'
  | 'TagPolicyViolation'
  | 'UnsupportedOperation';

/** @param refusedBy the declarative policy that refused the call */
export function ec2Error(name: Ec2ErrorName, message: string, member?: string, refusedBy?: PolicyOrigin | null): AwsError {
  return new AwsError(name, message, {}, { member, refusedBy: refusedBy ?? null });
}

/** @throws AwsError DryRunOperation for an allowed call with DryRun */
export function endDryRun({ DryRun }: { DryRun?: boolean | undefined }): void {
  if (DryRun) throw ec2Error('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
}
