import { REGIONS } from '../../catalog/regions';
import type { AccountFacts } from '../../core/account-facts';
import type { Caller, Partition } from '../../core/call';
import { type Credential, findCredential, sessionTokenDigest } from '../../core/credentials';
import { sameSecret } from '../../core/secrets';
import type { Database } from '../../db/client';
import type { WireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import type { WireRequest } from '../server/wire-request';
import { readSignature, type Signature } from './signature';
import { requireChunkSignatures, requireFreshScope, requireSignature } from './verify-signature';

/** Who signed a request, and for which part of the cloud. */
export type Authenticated = {
  caller: Caller;
  account: AccountFacts;
  roleId: string | undefined;
  region: string;
  partition: Partition;
};

const PARTITIONS: ReadonlyMap<string, Partition> = new Map(REGIONS.map(({ code, partition }) => [code, partition]));

/**
 * Tells who makes a call from its signature.
 * @throws WireFault with AWS's code and text for each way in which a signature can fail
 */
export async function authenticate(
  request: WireRequest,
  service: WireService,
  database: Database,
  now: Date,
): Promise<Authenticated> {
  const signature = readSignature(request);
  if (!signature) throw new WireFault('MissingAuthenticationToken', 'Request is missing Authentication Token');
  requireFreshScope(signature, service.signingName, (region) => PARTITIONS.has(region), now, service.signing);
  const partition = PARTITIONS.get(signature.region) ?? 'aws';
  const credential = await findCredential(database.reader, signature.accessKeyId, partition, now);
  if (credential.state === 'expired')
    throw new WireFault('ExpiredToken', 'The security token included in the request is expired');
  // AWS: inactive and deleted keys, deleted users and closed accounts are all told apart by nobody but their owners.
  if (credential.state !== 'usable' || !hasItsToken(credential, signature)) {
    throw new WireFault('InvalidClientTokenId', 'The security token included in the request is invalid.');
  }
  requireSignature(request, signature, credential.secret, service.signing);
  if (service.signing?.payloadAsTold) requireChunkSignatures(request, signature, credential.secret);
  return {
    caller: credential.caller,
    account: credential.account,
    roleId: credential.roleId,
    region: signature.region,
    partition,
  };
}

/** Temporary credentials come with their session token, long-term keys without one. */
function hasItsToken(credential: Credential & { state: 'usable' }, { sessionToken }: Signature): boolean {
  if (credential.sessionTokenDigest === undefined) return sessionToken === undefined;
  return sessionToken !== undefined && sameSecret(sessionTokenDigest(sessionToken), credential.sessionTokenDigest);
}
