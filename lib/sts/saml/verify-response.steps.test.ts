import { generateKeyPairSync } from 'node:crypto';
import { countSteps } from '@gatehouse/policy/testing/count-steps';
import { describe, expect, it } from 'vitest';
import { readSamlMetadata } from '../../iam/saml-provider/documents';
import { testIdp, toBase64 } from '../test-saml';
import { verifyResponse } from './verify-response';

const idp = testIdp();
const { signingCertificates } = readSamlMetadata(idp.metadata);
const KEYS = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PRIVATE = KEYS.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const nested = (count: number, open: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => open(i)).join('') + '</a>'.repeat(count);

/** Returns a response with its assertion replaced and the earlier signature kept. */
const around = (body: string) => toBase64(idp.xml({ signed: 'response' }).replace(/<Assertion .*<\/Assertion>/s, body));
const encrypted = (body: string) => idp.respond({ encryptFor: KEYS.publicKey, signed: 'none', write: () => body });

/** The ways to send a body. Encrypted responses use the same code as the others, so they are enough for `npm test`. */
const WAYS = process.env.TEST_EVERYTHING ? [encrypted, around, (text: string) => text] : [encrypted];

/** The most steps. Some parts cost the XML parser more the more of them come before, so their number is limited. */
const MOST_STEPS = 300_000_000;

describe('verifyResponse', () => {
  it.each<readonly [string, string]>([
    ['sibling elements', '<a/>'.repeat(2_800)],
    ['too many elements', '<a/>'.repeat(34_000)],
    ['comments', '<!---->'.repeat(2_800)],
    ['nested elements', nested(1_400, () => '<a>')],
    ['namespace declarations', nested(900, (i) => `<a xmlns:n${i}="u">`)],
    ['attributes', `<a ${Array.from({ length: 2_800 }, (_, i) => `a${i}=""`).join(' ')}/>`],
    ['brackets', '<'.repeat(70_000)],
    ['spaces', `${' '.repeat(100_000)}%`],
  ])('takes a bounded number of steps for a hostile response with %s', async (_name, body) => {
    for (const write of WAYS) {
      const verify = () =>
        expect(
          verifyResponse(write(body), {
            certificates: signingCertificates,
            privateKeys: [PRIVATE],
            encryptionRequired: false,
          }),
        ).rejects.toMatchObject({ shape: expect.any(String) });
      expect(await countSteps(verify)).toBeLessThan(MOST_STEPS);
    }
  });
});
