import { randomUUID } from 'node:crypto';
import { unidentified } from '../../core/call';
import { AwsError } from '../../core/errors';
import { registryOf } from '../../core/module/module';
import { runOperation } from '../../core/run/run';
import type { AdminAnswer } from './admin-endpoints';
import { type ApiContext, toCall } from './answer-request';
import { headerText, type WireRequest } from './wire-request';

// SCIM's calls are on the wire API's port, since clients get their address from the console. Source: IAM Identity Center SCIM
// Implementation Developer Guide.
const PATH = /^\/([0-9a-f]{11}(?:-[0-9a-f]{4}){3}-\d{12})\/scim\/v2(?:\/([^/]*))?(?:\/([^/]*))?\/?$/;

export function isScimCall({ path }: Pick<WireRequest, 'path'>): boolean {
  return PATH.test(path);
}

/** The calls by method and collection. `named`: the path ends with an id. */
const CALLS: Readonly<
  Record<string, readonly [operation: string, status: number, takes: 'list' | 'body' | 'id' | 'idBody' | 'none']>
> = {
  'POST Users': ['CreateUser', 201, 'body'],
  'GET Users': ['ListUsers', 200, 'list'],
  'GET Users/id': ['GetUser', 200, 'id'],
  'PUT Users/id': ['PutUser', 200, 'idBody'],
  'PATCH Users/id': ['PatchUser', 200, 'idBody'],
  'DELETE Users/id': ['DeleteUser', 204, 'id'],
  'POST Groups': ['CreateGroup', 201, 'body'],
  'GET Groups': ['ListGroups', 200, 'list'],
  'GET Groups/id': ['GetGroup', 200, 'id'],
  'PATCH Groups/id': ['PatchGroup', 204, 'idBody'],
  'DELETE Groups/id': ['DeleteGroup', 204, 'id'],
  'GET ServiceProviderConfig': ['GetServiceProviderConfig', 200, 'none'],
  'GET ResourceTypes': ['ListResourceTypes', 200, 'none'],
  'GET Schemas': ['ListSchemas', 200, 'none'],
  'GET Schemas/id': ['GetSchema', 200, 'id'],
};

const NOBODY = { caller: unidentified(''), region: 'us-east-1', partition: 'aws' } as const;

/** Answers a call of SCIM. */
export async function answerScim(request: WireRequest, { database, clock }: ApiContext): Promise<AdminAnswer> {
  const requestId = randomUUID();
  const receivedAt = performance.now();
  const now = clock();
  try {
    const [, TenantId = '', collection = '', Id] = PATH.exec(request.path) ?? [];
    const called = `${request.method} ${collection}${Id ? '/id' : ''}`;
    const [name, status, takes] = (Object.hasOwn(CALLS, called) ? CALLS[called] : undefined) ?? [];
    const operation = name === undefined ? undefined : registryOf('identitystore-scim')[name];
    if (!operation || status === undefined) throw new AwsError('ResourceNotFoundException', 'There is nothing at this address.');
    const [, BearerToken = ''] = /^Bearer +(\S+)$/i.exec(headerText(request, 'authorization')) ?? [];
    const query = new URLSearchParams(request.query);
    const asked = (member: string) => query.get(member) ?? undefined;
    const input = {
      TenantId,
      BearerToken,
      ...(takes?.startsWith('id') && { Id: decoded(Id ?? '') }),
      ...(/body$/i.test(takes ?? '') && { Body: request.body.toString('utf8') }),
      ...(takes === 'list' && { Filter: asked('filter'), Count: asked('count'), Cursor: asked('cursor') }),
    };
    const call = toCall(request, {}, NOBODY, now, requestId, receivedAt);
    const output = (await runOperation(operation, input, call, database)) as { Body: unknown };
    if (status === 204) return { status, contentType: JSON_TYPE, body: '' };
    return { status, contentType: JSON_TYPE, body: JSON.stringify(output.Body) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return failure(error, requestId, now);
  }
}

const JSON_TYPE = 'application/json';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

const STATUS: Readonly<Record<string, number>> = {
  UnauthorizedException: 401,
  AccessDenied: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  Throttling: 429,
  InternalFailure: 500,
};

/** Returns the body of an error. Its members beside those of SCIM are AWS's (not confirmed). */
function failure({ shape, message }: AwsError, exceptionRequestId: string, now: Date): AdminAnswer {
  const status = STATUS[shape] ?? 400;
  const body = { schemas: [ERROR], schema: ERROR, detail: message, status, exceptionRequestId, timeStamp: now.toISOString() };
  return { status, contentType: JSON_TYPE, body: JSON.stringify(body) };
}

/** Decodes a path segment. Malformed text names nothing. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
