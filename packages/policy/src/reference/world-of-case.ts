import { isObject, type JsonObject } from '../cases/read-json';
import { readPrincipal } from '../cases/read-principal';
import type { GivenPolicy, World } from './world';

/** Converts a golden case for the reference evaluator, with a complete principal, policies as objects and lists as lists. */
export function worldOf(value: JsonObject): World {
  const { principal, boundary, resourcePolicy, trustPolicy, vpcEndpoint, identity, session, scp, rcp, organization, context } =
    value;
  const levels = (given: unknown) =>
    (given as unknown[]).map((level) => listOf(isObject(level) ? level.policies : level).map(policyOf));
  const isTrust = trustPolicy === undefined && /^sts:/i.test(String(value.action)) && /:role\//.test(String(value.resource));
  const [trust, resource] = isTrust ? [resourcePolicy, undefined] : [trustPolicy, resourcePolicy];
  return {
    principal: readPrincipal(principal) as World['principal'],
    ...(value.credential === undefined ? {} : { credential: String(value.credential) }),
    action: String(value.action),
    resource: value.resource === undefined ? '*' : String(value.resource),
    ...(value.resourceAccount === undefined ? {} : { resourceAccount: String(value.resourceAccount) }),
    context: contextOf(context),
    identity: listOf(identity).map(policyOf),
    ...(boundary === undefined ? {} : { boundary: policyOf(boundary) }),
    ...(session === undefined ? {} : { session: listOf(session).map(policyOf) }),
    ...(resource === undefined ? {} : { resourcePolicy: policyOf(resource) }),
    ...(trust === undefined ? {} : { trustPolicy: policyOf(trust) }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint: policyOf(vpcEndpoint) }),
    ...(scp === undefined ? {} : { scp: levels(scp) }),
    ...(rcp === undefined ? {} : { rcp: levels(rcp) }),
    organization: (organization ?? {}) as World['organization'],
  };
}

function listOf(given: unknown): unknown[] {
  return given === undefined ? [] : Array.isArray(given) ? given : [given];
}

function contextOf(given: unknown): World['context'] {
  const text = (one: unknown) => (Array.isArray(one) ? one.map(String) : String(one));
  return Object.fromEntries(Object.entries((given ?? {}) as object).map(([key, one]) => [key, text(one)]));
}

/** Reads a policy. A single statement may stand without a list, and a document may be text. */
function policyOf(given: unknown): GivenPolicy {
  if (given === 'FullAWSAccess' || given === 'RCPFullAWSAccess') return 'FullAWSAccess';
  const read: unknown = typeof given === 'string' ? JSON.parse(given) : given;
  if (!isObject(read)) throw new Error('a policy is an object');
  const document = 'document' in read ? read.document : read;
  const plain: unknown = typeof document === 'string' ? JSON.parse(document) : document;
  if (!isObject(plain)) throw new Error('a document is an object');
  const whole = { ...plain, Statement: listOf(plain.Statement) } as unknown as Exclude<GivenPolicy, string> & {
    Statement: never;
  };
  return typeof read.arn === 'string' ? { arn: read.arn, document: whole } : whole;
}
