import type { PolicyRefusal } from '../../core/declarative-policy';
import { AwsError } from '../../core/errors';

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

/** @param refusal set if a declarative policy refused the call */
export function ec2Error(name: Ec2ErrorName, message: string, member?: string, refusal?: PolicyRefusal | null): AwsError {
  return new AwsError(name, message, {}, { member, refusal: refusal ?? null });
}

/** @throws AwsError DryRunOperation for an allowed call with DryRun */
export function endDryRun({ DryRun }: { DryRun?: boolean | undefined }): void {
  if (DryRun) throw ec2Error('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
}
