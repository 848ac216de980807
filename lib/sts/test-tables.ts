import type { ErrorRow } from '../core/testing/contract';
import { allow, policy } from './test-actors';

// Values that several contracts share.
export const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** A policy that exceeds the session limit together with another one. */
const LONG_POLICY = policy(allow('s3:Get*', `arn:aws:s3:::${'x'.repeat(1940)}`));

/** Error rows for invalid and for too many session policies. `by`: who may start the session. */
export const sessionPolicyErrors = (operation: string, by = 'root') => ({
  MalformedPolicyDocumentException: [
    [operation, { Policy: '{' }, 'Syntax errors in policy.', { by }],
    [
      operation,
      { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/None' }] },
      'Policy arn:aws:iam::aws:policy/None does not exist or is not attachable.',
      { by },
    ],
  ] as ErrorRow[],
  PackedPolicyTooLargeException: [
    [
      operation,
      { Policy: LONG_POLICY, PolicyArns: [{ arn: READ_ONLY }] },
      /^Serialized token too large for session\. Packed size of session policies and tags consumes more than 100% of allotted space/,
      { by },
    ],
  ] as ErrorRow[],
});
