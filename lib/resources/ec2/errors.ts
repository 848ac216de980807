import { AwsError } from '../../core/errors';

/** The errors of EC2 that are used here, in its own codes: its model has none. Source: Amazon EC2 API Reference, "Error codes". */
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
  | 'TagLimitExceeded'
  | 'UnsupportedOperation';

export function ec2Error(name: Ec2ErrorName, message: string, member?: string): AwsError {
  return new AwsError(name, message, {}, { member });
}

/** @throws AwsError DryRunOperation where the call was made to learn that it would be allowed */
export function endDryRun({ DryRun }: { DryRun?: boolean | undefined }): void {
  if (DryRun) throw ec2Error('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
}
