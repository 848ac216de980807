import { AwsError, limitExceeded } from '../../core/errors';
import { malformedPolicyMessage, type Policy, type PolicyKind, parsePolicy } from '../../engine';
import { IAM_SIZES, sizeWithoutWhitespace } from '../quotas';

/**
 * Reads a document that is about to be saved.
 * @param member the member of the input that it is in
 * @returns the parsed policy, with the place of every part in `text`
 * @throws AwsError MalformedPolicyDocument, in AWS's words
 */
export function requirePolicyDocument(text: string, kind: PolicyKind, member?: string): Policy {
  const parsed = parsePolicy(text, kind);
  if (!parsed.ok) throw malformedPolicy(malformedPolicyMessage(parsed.issues, kind), member);
  return parsed.policy;
}

export function malformedPolicy(message: string, member?: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', message, {}, { member });
}

/** A document for a managed policy. @throws AwsError MalformedPolicyDocument or LimitExceeded */
export function requireManagedPolicyDocument(text: string): void {
  requirePolicyDocument(text, 'identity', 'PolicyDocument');
  if (sizeWithoutWhitespace(text) > IAM_SIZES.ManagedPolicySize) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${IAM_SIZES.ManagedPolicySize}`, 'PolicyDocument');
  }
}

/** A document as IAM returns it: percent-encoded by RFC 3986, which also encodes what JavaScript leaves alone. */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The text of a document that an operation returned. */
export function decodeDocument(encoded: string): string {
  return decodeURIComponent(encoded);
}
