import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts, type NamedContract } from '../core/testing/load-contracts';

const contracts = await loadContracts(import.meta.dirname);
const of = (service: string): readonly NamedContract[] => contracts.filter(([folder]) => folder === service);

/** The contracts of the services with stored resources, one per folder. */
export const kmsContracts = of('kms');
export const lambdaContracts = of('lambda');

export const dynamoDbContracts = of('dynamodb');
export const ec2Contracts = of('ec2');
export const s3Contracts = of('s3');
export const s3ControlContracts = of('s3-control');
export const secretsManagerContracts = of('secretsmanager');
export const snsContracts = of('sns');
export const sqsContracts = of('sqs');
export const resourceContracts = contracts;

export const kmsUnreachable: readonly ServiceExcuse[] = [
  ['DependencyTimeoutException', 'nothing that a call waits for times out by itself'],
  ['KMSInternalException', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
  ['KeyUnavailableException', 'a key is there as long as its row is'],
];

/** Empty, since S3's model declares only errors of single operations. */
export const s3Unreachable: readonly ServiceExcuse[] = [];

/** Empty, since S3 Control's model also declares only errors of single operations. */
export const s3ControlUnreachable: readonly ServiceExcuse[] = [];

export const secretsManagerUnreachable: readonly ServiceExcuse[] = [
  ['DecryptionFailure', 'secrets are encrypted with the key of the installation, and with none of KMS'],
  ['EncryptionFailure', 'secrets are encrypted with the key of the installation, and with none of KMS'],
  ['InternalServiceError', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
];

export const snsUnreachable: readonly ServiceExcuse[] = [
  ['ConcurrentAccessException', 'calls of an account take turns'],
  ['InternalErrorException', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
  ['InvalidSecurityException', 'calls that never left the machine count as secure, and others are served all the same'],
  ['StaleTagException', 'tags are read in the transaction that changes them'],
  ['TagPolicyException', 'the test of tag policies causes it in every service'],
  ...['AccessDenied', 'Disabled', 'InvalidState', 'NotFound', 'Throttling'].map(
    (error) => [`KMS${error}Exception`, 'topics are encrypted with the key of the installation, and with none of KMS'] as const,
  ),
  ['KMSOptInRequired', 'topics are encrypted with the key of the installation, and with none of KMS'],
];

const NO_KMS = 'queues are encrypted with the key of the installation, and with none of KMS';

export const sqsUnreachable: readonly ServiceExcuse[] = [
  ['InvalidAddress', 'an address that is none of a queue is InvalidParameterValue'],
  ['InvalidSecurity', 'calls that never left the machine count as secure, and others are served all the same'],
  ['RequestThrottled', 'nobody is slowed down here'],
  ...['AccessDenied', 'Disabled', 'InvalidKeyUsage', 'InvalidState', 'NotFound', 'OptInRequired', 'Throttled'].map(
    (error) => [`Kms${error}`, NO_KMS] as const,
  ),
];

const AT_ONCE = 'tables are made, changed and deleted at once, one after the other';

export const dynamoDbUnreachable: readonly ServiceExcuse[] = [
  ['InternalServerError', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
  ['InvalidEndpointException', 'there is one address for all'],
  ['ProvisionedThroughputExceededException', 'nothing is metered'],
  ['RequestLimitExceeded', 'nothing is metered'],
  ['ThrottlingException', 'nobody is slowed down here'],
  ['ReplicatedWriteConflictException', 'tables lie in one Region'],
  ['TransactionConflictException', 'there are no transactions of several items'],
  ['ConditionalCheckFailedException', 'conditions are refused'],
  ['ItemCollectionSizeLimitExceededException', 'there are no indexes'],
  ['LimitExceededException', AT_ONCE, /^(?!CreateTable)/],
  ['ResourceInUseException', AT_ONCE, /^(?!CreateTable)/],
];

export const lambdaUnreachable: readonly ServiceExcuse[] = [
  ['ServiceException', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
  ['TooManyRequestsException', 'nobody is slowed down here'],
];
