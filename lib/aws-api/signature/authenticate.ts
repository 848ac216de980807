import { REGIONS } from '@gatehouse/catalog/regions';
import type { AccountFacts } from '../../core/account-facts';
import type { Caller, Partition } from '../../core/call';
import { admitKey, findCredential } from '../../core/secrets/credentials';
import type { Database } from '../../db/client';
import type { WireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import type { SignedRequest } from '../server/wire-request';
import { readSignature, type Signature } from './signature';
import { requireChunkSignatures, requireFreshScope, requireSignature, requireSignedHeaders } from './verify-signature';

/** The signer of a request, and the partition. */
export type Authenticated = {
  caller: Caller;
  account: AccountFacts;
  roleId: string | undefined;
  region: string;
  partition: Partition;
  signature: Signature;
};

/** The partition of each Region. */
export const PARTITIONS: ReadonlyMap<string, Partition> = new Map(REGIONS.map(({ code, partition }) => [code, partition]));

/**
 * Authenticates a caller by the request's signature. If only the body's hash is given, chunk signatures are not checked.
 * @throws WireFault with AWS's code and text for each way in which a signature can fail
 */
export async function authenticate(
  request: SignedRequest,
  service: Pick<WireService, 'signingName' | 'signing'>,
  database: Database,
  now: Date,
): Promise<Authenticated> {
  const signature = readSignature(request);
  if (!signature) throw new WireFault('MissingAuthenticationToken', 'Request is missing Authentication Token');
  requireSignedHeaders(request, signature, service.signing);
  requireFreshScope(signature, service.signingName, (region) => PARTITIONS.has(region), now, service.signing);
  const partition = PARTITIONS.get(signature.region) ?? 'aws';
  const found = await findCredential(database.reader, signature.accessKeyId, partition, now);
  const admitted = admitKey(found, signature.sessionToken);
  if (!admitted.ok) throw new WireFault(admitted.code, admitted.message);
  const { credential } = admitted;
  requireSignature(request, signature, credential.secret, service.signing);
  const { body } = request;
  if (service.signing?.payloadAsTold && Buffer.isBuffer(body)) {
    requireChunkSignatures({ headers: request.headers, body }, signature, credential.secret);
  }
  return {
    caller: credential.caller,
    account: credential.account,
    roleId: credential.roleId,
    region: signature.region,
    partition,
    signature,
  };
}
