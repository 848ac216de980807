import {
  malformedPolicyMessage,
  type ParsePolicyOptions,
  type Policy,
  type PolicyKind,
  parsePolicy,
} from '@gatehouse/policy/parse';
import { AwsError, limitExceeded } from '../../core/errors';
import { IAM_SIZES, sizeWithoutWhitespace } from '../quotas';

type Saving = Required<Pick<ParsePolicyOptions, 'saving'>> & Omit<ParsePolicyOptions, 'saving' | 'author'>;

/**
 * Parses a document to be saved, by the rules of saving, which are stricter than those for stored documents.
 * @param saving as a managed policy, or in the entity that contains it
 * @param member its member of the input
 * @returns the parsed policy, with positions in `text`
 * @throws AwsError MalformedPolicyDocument in AWS's words
 */
export function requirePolicyDocument(text: string, kind: PolicyKind, saving: Saving, member?: string): Policy {
  const parsed = parsePolicy(text, kind, saving);
  if (!parsed.ok) throw malformedPolicy(malformedPolicyMessage(parsed.issues, kind), member);
  return parsed.policy;
}

export function malformedPolicy(message: string, member?: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', message, {}, { member });
}

/**
 * Validates a document for a managed policy.
 * @throws AwsError MalformedPolicyDocument or LimitExceeded
 */
export function requireManagedPolicyDocument(text: string): void {
  requirePolicyDocument(text, 'identity', { saving: 'managed' }, 'PolicyDocument');
  if (sizeWithoutWhitespace(text) > IAM_SIZES.ManagedPolicySize) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${IAM_SIZES.ManagedPolicySize}`, 'PolicyDocument');
  }
}

/** Returns a document as IAM does: percent-encoded by RFC 3986, including characters that JavaScript leaves unencoded. */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Returns the text of a returned document. */
export function decodeDocument(encoded: string): string {
  return decodeURIComponent(encoded);
}
