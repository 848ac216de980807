import { AwsError } from '../../core/errors';

/** The used errors of KMS's model. */
type KmsErrorName =
  | 'AlreadyExistsException'
  | 'CustomKeyStoreNotFoundException'
  | 'DisabledException'
  | 'DryRunOperationException'
  | 'IncorrectKeyException'
  | 'InvalidAliasNameException'
  | 'InvalidArnException'
  | 'InvalidCiphertextException'
  | 'InvalidGrantTokenException'
  | 'InvalidKeyUsageException'
  | 'InvalidMarkerException'
  | 'KMSInvalidStateException'
  | 'LimitExceededException'
  | 'MalformedPolicyDocumentException'
  | 'NotFoundException'
  | 'TagException'
  | 'UnsupportedOperationException';

export function kmsError(name: KmsErrorName, message: string, member?: string): AwsError {
  return new AwsError(name, message, {}, { member });
}

export function keyNotFound(arn: string): AwsError {
  return kmsError('NotFoundException', `Key '${arn}' does not exist`);
}

export function aliasNotFound(arn: string): AwsError {
  return kmsError('NotFoundException', `Alias ${arn} is not found.`);
}

export function unsupported(message: string, member?: string): AwsError {
  return kmsError('UnsupportedOperationException', message, member);
}
