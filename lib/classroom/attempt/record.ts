import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { decrypt } from '../../core/secrets/secrets';
import { CLASS_KEY } from '../secrets';

/** A student's record of finished work. Anyone with the class's public key can verify it. */
export type CompletionRecord = {
  format: 'gatehouse-completion-1';
  class: string;
  student: string;
  scenario: string;
  version: string;
  points: number;
  of: number;
  handedInAt: string;
};
export type SignedRecord = { record: CompletionRecord; publicKey: string; signature: string };

// The DER header before the 32 bytes of an Ed25519 public key (RFC 8410).
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Signs a record with a class's key (Ed25519, RFC 8032). The signature covers the record's members as JSON in their given order.
 */
export function signRecord(
  record: CompletionRecord,
  { publicKey, keyCipher }: { publicKey: string; keyCipher: string },
): SignedRecord {
  const key = createPrivateKey({ key: Buffer.from(decrypt(CLASS_KEY, keyCipher), 'base64'), format: 'der', type: 'pkcs8' });
  return { record, publicKey, signature: sign(null, Buffer.from(JSON.stringify(record)), key).toString('base64url') };
}

/** Returns whether the signature of a record is valid for a class's public key. */
export function isSigned({ record, signature }: Pick<SignedRecord, 'record' | 'signature'>, publicKey: string): boolean {
  const raw = Buffer.from(publicKey, 'base64url');
  if (raw.length !== 32) return false;
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(JSON.stringify(record)), key, Buffer.from(signature, 'base64url'));
}
