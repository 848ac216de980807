import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { notFound } from '../test-tables';
import { CreateUser } from '../user/operations';
import { parseSshKey } from './documents';
import * as operations from './operations';

/** Returns a new public key as PEM and as an OpenSSH line. It has no private key, because finding primes is slow. */
export function newSshKey(modulusLength = 2048): { pem: string; line: string } {
  const modulus = randomBytes(modulusLength / 8);
  modulus.writeUInt8(modulus.readUInt8(0) | 0x80, 0);
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' };
  const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
  const key = parseSshKey(pem);
  return { pem, line: typeof key === 'string' ? '' : `${key.body} somebody@example.com` };
}

const [ONE, OTHER, HELD] = [newSshKey(), newSshKey(), newSshKey()];
const EC_KEY = createPublicKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey).export({
  type: 'spki',
  format: 'pem',
});
const mine = { UserName: 'ssh', SSHPublicKeyId: '<UploadSSHPublicKey.SSHPublicKey.SSHPublicKeyId>' };

export const contract: Contract = {
  operations,
  make: async (root, { name: UserName }) => {
    await root.run(CreateUser, { UserName });
    const { SSHPublicKey } = await root.run(operations.UploadSSHPublicKey, { UserName, SSHPublicKeyBody: ONE.line });
    return { UserName, SSHPublicKeyId: SSHPublicKey.SSHPublicKeyId };
  },
  calls: [
    ['CreateUser', { UserName: 'ssh' }],
    ['UploadSSHPublicKey', { UserName: 'ssh', SSHPublicKeyBody: ONE.line }],
    ['UploadSSHPublicKey', { UserName: 'ssh', SSHPublicKeyBody: OTHER.pem }],
    ['GetSSHPublicKey', { ...mine, Encoding: 'PEM' }],
    ['GetSSHPublicKey', { ...mine, Encoding: 'SSH' }],
    ['ListSSHPublicKeys', { UserName: 'ssh', MaxItems: 1 }],
    ['UpdateSSHPublicKey', { ...mine, Status: 'Inactive' }],
    ['DeleteSSHPublicKey', mine],
  ],
  errors: {
    furnish: async ({ root }) => {
      for (const UserName of ['full', 'plain']) await root.run(CreateUser, { UserName });
      const upload = (SSHPublicKeyBody: string) =>
        root.run(operations.UploadSSHPublicKey, { UserName: 'full', SSHPublicKeyBody });
      const { SSHPublicKey } = await upload(HELD.line);
      for (let made = 1; made < quotas().SSHPublicKeysPerUser; made++) await upload(newSshKey().line);
      return { sshKey: SSHPublicKey.SSHPublicKeyId };
    },
    usual: { UserName: 'full', Status: 'Active', SSHPublicKeyBody: ONE.line, SSHPublicKeyId: '<scene.sshKey>', Encoding: 'SSH' },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'UserName'), { UserName: 'none' }, notFound('user')],
        [
          ['GetSSHPublicKey', 'UpdateSSHPublicKey', 'DeleteSSHPublicKey'],
          { SSHPublicKeyId: 'APKAAAAAAAAAAAAAAAAAA' },
          'The Public Key with id APKAAAAAAAAAAAAAAAAAA cannot be found.',
        ],
        ['GetSSHPublicKey', { UserName: 'plain' }, /^The Public Key with id APKA\w{17} cannot be found\.$/],
      ],
      LimitExceededException: [['UploadSSHPublicKey', {}, 'Cannot exceed quota for SSHPublicKeysPerUser: 5']],
      DuplicateSSHPublicKeyException: [
        [
          'UploadSSHPublicKey',
          { SSHPublicKeyBody: HELD.pem },
          'The SSH public key is already associated with the specified IAM user.',
        ],
      ],
      InvalidPublicKeyException: [
        [
          'UploadSSHPublicKey',
          { SSHPublicKeyBody: 'ssh-rsa AAAAB3NzaC1yc2E' },
          'The SSH public key is malformed or has fewer than 2048 bits.',
        ],
      ],
      UnrecognizedPublicKeyEncodingException: [
        [
          'UploadSSHPublicKey',
          { SSHPublicKeyBody: String(EC_KEY) },
          'The SSH public key must be an RSA key, encoded in ssh-rsa format or PEM format.',
        ],
        ['GetSSHPublicKey', { Encoding: 'DER' }, 'The encoding DER is unsupported: it is SSH or PEM.'],
      ],
      InvalidInputException: [
        ['UpdateSSHPublicKey', { Status: 'Expired' }, 'SSH public keys do not expire: their status is Active or Inactive.'],
      ],
    },
    unreachable: {},
  },
};
