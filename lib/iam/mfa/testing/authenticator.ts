import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { AssertionResponse, RegistrationResponse } from '../schema';

type Asked = { challenge: string };
/** Deviations of a hostile browser or device. */
type Wrongs = { origin?: string; rpId?: string; challenge?: string; counter?: number; userHandle?: string; type?: string };

/** Returns a software security key with a browser's answers for it (Web Authentication Level 3, "Authenticator Data"). */
export function newAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, asked: Asked, wrongs: Wrongs) =>
    Buffer.from(
      JSON.stringify({
        type: wrongs.type ?? type,
        challenge: wrongs.challenge ?? asked.challenge,
        origin: wrongs.origin ?? 'http://localhost:3000',
        crossOrigin: false,
      }),
    );
  const authenticatorData = (
    flags: number,
    { rpId = 'localhost', counter: shown }: Wrongs,
    attested: Uint8Array = Buffer.alloc(0),
  ) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(shown ?? ++counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(flags), count, attested]);
  };
  const text = (bytes: Buffer) => bytes.toString('base64url');
  const names = { id: text(id), rawId: text(id), type: 'public-key' as const };

  return {
    id: names.id,
    create(asked: Asked, wrongs: Wrongs = {}): RegistrationResponse {
      const point = (coordinate: string) => Buffer.concat([Buffer.of(0x58, 32), Buffer.from(coordinate, 'base64url')]);
      const key = Buffer.concat([Buffer.from('a5010203262001', 'hex'), Buffer.of(0x21), point(x), Buffer.of(0x22), point(y)]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, key]);
      const data = authenticatorData(0x45, wrongs, attested);
      const head = Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex');
      const attestationObject = text(Buffer.concat([head, Buffer.of(data.length), data]));
      const clientDataJSON = text(clientData('webauthn.create', asked, wrongs));
      return { ...names, response: { clientDataJSON, attestationObject, transports: ['usb'] } };
    },
    get(asked: Asked, wrongs: Wrongs = {}): AssertionResponse {
      const data = authenticatorData(0x05, wrongs);
      const client = clientData('webauthn.get', asked, wrongs);
      const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), privateKey);
      const { userHandle } = wrongs;
      return {
        ...names,
        response: { clientDataJSON: text(client), authenticatorData: text(data), signature: text(signature), userHandle },
      };
    },
  };
}
