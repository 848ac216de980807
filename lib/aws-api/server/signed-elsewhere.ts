import type { VerifySigned } from '../../access';
import { AwsError } from '../../core/errors';
import type { Database } from '../../db/client';
import { authenticate } from '../signature/authenticate';
import { signingOf } from '../signature/verify-signature';
import { services } from './services';
import { WireFault } from './wire-fault';
import { header, headerText, type SignedRequest } from './wire-request';

/** Another program's description of a request that it received. */
export type SignedElsewhere = Parameters<VerifySigned>[0];

/**
 * Authenticates a request that was sent to another program, and returns the facts that the request itself shows.
 * @throws AwsError with AWS's code and text for each way in which a signature can fail
 */
export async function verifyElsewhere(signed: SignedElsewhere, database: Database, now: Date): ReturnType<VerifySigned> {
  const request = toSignedRequest(signed);
  const service = services().find(({ signingName }) => signingName === signed.service) ?? { signingName: signed.service };
  try {
    const { region, signature, ...found } = await authenticate(request, service, database, now);
    const referer = header(request, 'referer');
    const context = {
      ...('contextOf' in service ? service.contextOf?.(request, signature) : {}),
      ...(referer === undefined ? {} : { 'aws:referer': referer }),
    };
    const userAgent = headerText(request, 'user-agent').slice(0, 512);
    return { ...found, told: { region, userAgent, signing: signingOf(signature, now), context } };
  } catch (error) {
    if (error instanceof WireFault) throw new AwsError(error.code, error.message, error.members);
    throw error;
  }
}

function toSignedRequest({ method, path, query, headers, bodySha256 }: SignedElsewhere): SignedRequest {
  const byName = new Map<string, string[]>();
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    byName.set(lower, [...(byName.get(lower) ?? []), ...(typeof value === 'string' ? [value] : value)]);
  }
  return { method, path, query, headers: byName, body: { sha256: bodySha256 } };
}
