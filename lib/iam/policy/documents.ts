import { AwsError, limitExceeded } from '../../core/errors';
import { malformedPolicyMessage, type ParsePolicyOptions, type Policy, type PolicyKind, parsePolicy } from '../../engine';
import { IAM_SIZES, sizeWithoutWhitespace } from '../quotas';

type Saving = Required<Pick<ParsePolicyOptions, 'saving'>> & Omit<ParsePolicyOptions, 'saving' | 'author'>;

/**
 * Reads a document that is about to be saved: by the rules of saving, which are stricter than those for what is stored.
 * @param saving as a managed policy, or in the entity that it belongs to
 * @param member the member of the input that it is in
 * @returns the parsed policy, with the place of every part in `text`
 * @throws AwsError MalformedPolicyDocument, in AWS's words
 */
export function requirePolicyDocument(text: string, kind: PolicyKind, saving: Saving, member?: string): Policy {
  const parsed = parsePolicy(text, kind, saving);
  if (!parsed.ok) throw malformedPolicy(malformedPolicyMessage(parsed.issues, kind), member);
  return parsed.policy;
}

export function malformedPolicy(message: string, member?: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', message, {}, { member });
}

/** A document for a managed policy. @throws AwsError MalformedPolicyDocument or LimitExceeded */
export function requireManagedPolicyDocument(text: string): void {
  requirePolicyDocument(text, 'identity', { saving: 'managed' }, 'PolicyDocument');
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
