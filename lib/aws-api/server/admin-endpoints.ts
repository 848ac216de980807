import { parseJson } from '@gatehouse/policy/parse';
import { type AuthorizationApi, accessTestsSchema, authorizationApiDescription, MOST_BODY_BYTES } from '../../access';
import { AwsError, validationError } from '../../core/errors';
import { toEventJson } from '../../core/events/events';
import { log } from '../../core/log';
import type { Metrics } from '../../core/run/metrics';
import { storageProblem } from '../../core/run/storage';
import { sameSecret } from '../../core/secrets/secrets';
import { loopDelay } from '../../core/work/loop-delay';
import type { Database } from '../../db/client';
import type { AccountSnapshots, InstallationCalls } from '../../installation';
import { isLoopback } from '../../listener/client.mjs';
import { discoveryDocument, findIssuerKeys, outboundDocument, outboundIssuerId } from '../../token-issuer';
import { answerAccessTests } from './access-tests-endpoint';
import { type SignedElsewhere, verifyElsewhere } from './signed-elsewhere';
import { header, headerText, type WireRequest } from './wire-request';

/**
 * The answer to a call that AWS does not have: health, metrics, token issuers, the authorization API, access tests. Test suites
 * also get accounts of their own, reset, snapshots and tokens.
 */
export type AdminAnswer = { status: number; contentType: string; body: string };

export type AdminContext = {
  database: Database;
  reset: InstallationCalls | undefined;
  authorizationApi: AuthorizationApi | undefined;
  /** Without a token, only clients on this machine may read them. */
  metrics: ServedMetrics | undefined;
  clock: () => Date;
};

export type ServedMetrics = { metrics: Metrics; token: string | null };

const PREFIX = '/_gatehouse/';

export function isAdminCall(request: WireRequest): boolean {
  return request.path.startsWith(PREFIX) || issuerOfHost(request) !== null;
}

/** Returns the issuer for outbound federation whose name the client used as the server's. */
function issuerOfHost(request: WireRequest): string | null {
  return outboundIssuerId((header(request, 'host') ?? '').replace(/:\d+$/, '').toLowerCase());
}

export async function answerAdmin(request: WireRequest, context: AdminContext): Promise<AdminAnswer> {
  const issuer = issuerOfHost(request);
  if (issuer !== null) {
    const named = new RegExp(`^GET /${OUTBOUND_DOCUMENT}$`).exec(`${request.method} ${request.path}`);
    return named ? outboundBy(issuer, named[1], request, context.database, '') : json(404, { message: 'There is nothing here.' });
  }
  const called = `${request.method} ${request.path.slice(PREFIX.length)}`;
  if (called === 'GET health') return health(context.database);
  if (called === 'GET metrics') return metricsFor(request, context.metrics);
  if (called === 'POST authorize') return authorizeFor(request, context);
  if (called === 'GET authorize/openapi.json' && context.authorizationApi)
    return json(200, authorizationApiDescription(addressOf(request)));
  if (called === 'POST access-tests') return accessTestsFor(request, context);
  if (called === 'GET access-tests/schema.json') return json(200, accessTestsSchema());
  if (called === 'POST reset') return whenAllowed(request, context, ({ run }) => run(readJson(request.body), context.clock()));
  const published = /^GET oidc\/(\d{12})\/(keys|\.well-known\/openid-configuration)$/.exec(called);
  if (published) return publishedBy(published, request, context.database);
  const outbound = new RegExp(`^GET oidc/([0-9a-f-]{36})/${OUTBOUND_DOCUMENT}$`).exec(called);
  if (outbound) return outboundBy(outbound[1] ?? '', outbound[2], request, context.database, `${PREFIX}oidc/${outbound[1]}`);
  const federation = federationCall(called, request, context.clock());
  if (federation) return whenAllowed(request, context, federation);
  const posture = postureCall(called, request, context.clock());
  if (posture) return whenAllowed(request, context, posture);
  const answer = accountCall(called, request, context.clock()) ?? snapshotCallOf(called, context.clock());
  return answer ? whenAllowed(request, context, answer) : json(404, { message: 'There is nothing here.' });
}

/** Answers `GET oidc/ACCOUNT/.well-known/openid-configuration` and `GET oidc/ACCOUNT/keys`, which are public for every issuer. */
async function publishedBy(
  [, accountId = '', what]: RegExpExecArray,
  request: WireRequest,
  { reader }: Database,
): Promise<AdminAnswer> {
  const keysUrl = `${addressOf(request)}${PREFIX}oidc/${accountId}/keys`;
  const found = what === 'keys' ? await findIssuerKeys(reader, accountId) : await discoveryDocument(reader, accountId, keysUrl);
  return found ? json(200, found) : json(404, { message: 'There is nothing here.' });
}

/** The documents below an issuer's URL. Source: IAM API Reference, EnableOutboundWebIdentityFederation. */
const OUTBOUND_DOCUMENT = '\\.well-known/(openid-configuration|jwks\\.json)';

/**
 * Answers both documents of an issuer for outbound federation, which are public.
 * @param place the path above them
 */
async function outboundBy(
  issuerId: string,
  name: string | undefined,
  request: WireRequest,
  { reader }: Database,
  place: string,
): Promise<AdminAnswer> {
  const keysUrl = `${addressOf(request)}${place}/.well-known/jwks.json`;
  const found = await outboundDocument(reader, issuerId, name === 'jwks.json' ? 'keys' : 'metadata', keysUrl);
  return found ? json(200, found) : json(404, { message: 'There is nothing here.' });
}

/** Returns the address by which the client reached the server. */
function addressOf(request: WireRequest): string {
  return `${request.encrypted ? 'https' : 'http'}://${header(request, 'host') ?? 'localhost'}`;
}

type Call = (allowed: InstallationCalls) => Promise<unknown>;

/** Finds `POST oidc/ACCOUNT/tokens` and `PUT oidc-providers/keys`. */
function federationCall(called: string, request: WireRequest, now: Date): Call | null {
  const origin = originOf(request, now);
  const accountId = /^POST oidc\/(\d{12})\/tokens$/.exec(called)?.[1];
  if (accountId !== undefined) return ({ federation }) => federation.issueToken(accountId, readJson(request.body), origin);
  return called === 'PUT oidc-providers/keys' ? ({ federation }) => federation.putKeys(readJson(request.body), origin) : null;
}

/** Finds `GET accounts/ID/findings`, with `format`, `reach` and `part` in the query. */
function postureCall(called: string, request: WireRequest, now: Date): Call | null {
  const accountId = /^GET accounts\/(\d{12})\/findings$/.exec(called)?.[1];
  if (accountId === undefined) return null;
  const wishes = Object.fromEntries(new URLSearchParams(request.query));
  return ({ posture }) => posture.export(accountId, wishes, originOf(request, now));
}

function originOf(request: WireRequest, now: Date) {
  return { now, sourceIp: request.remoteAddress, userAgent: headerText(request, 'user-agent').slice(0, 512) };
}

/**
 * Finds `POST accounts`, `POST accounts/ID/reset`, `DELETE accounts/ID`, and below `accounts/ID/` the calls of `snapshotCall`.
 */
function accountCall(called: string, request: WireRequest, now: Date): Call | null {
  if (called === 'POST accounts') return ({ accounts }) => accounts.create(readJson(request.body), originOf(request, now));
  const [, method = '', accountId = '', rest = ''] = /^([A-Z]+) accounts\/(\d{12})(?:\/(.+))?$/.exec(called) ?? [];
  if (accountId === '') return null;
  if (method === 'DELETE' && rest === '') return ({ accounts }) => accounts.remove(accountId, now);
  if (method === 'POST' && rest === 'reset') return ({ accounts }) => accounts.reset(accountId, now);
  return snapshotCall(`${method} ${rest}`, ({ accounts }) => accounts.snapshots(accountId, originOf(request, now)));
}

/** Finds the same snapshot calls for the whole installation. */
function snapshotCallOf(called: string, now: Date): Call | null {
  return snapshotCall(called, ({ snapshots }) => ({
    ...snapshots,
    save: (name) => snapshots.save(name, now),
    restore: (name) => snapshots.restore(name, now),
  }));
}

/** Finds `GET snapshots`, `POST snapshots/NAME` to save, `POST snapshots/NAME/restore`, `DELETE snapshots/NAME`. */
function snapshotCall(called: string, of: (allowed: InstallationCalls) => AccountSnapshots): Call | null {
  const found = /^(GET|POST|DELETE) snapshots(?:\/([^/]+)(\/restore)?)?$/.exec(called);
  if (!found) return null;
  const [, method, segment, restore] = found;
  if (segment === undefined) return method === 'GET' ? async (calls) => camel({ snapshots: await of(calls).list() }) : null;
  const name = decodeSegment(segment);
  if (method === 'DELETE' && !restore) {
    return async (calls) => {
      await of(calls).remove(name);
      return { deleted: name };
    };
  }
  if (method !== 'POST') return null;
  return async (calls) => camel(await (restore ? of(calls).restore(name) : of(calls).save(name)));
}

/** Names members as a reset does. */
const camel = (value: unknown) => toEventJson(value, 'gatehouse');

/** Decodes a path segment. Malformed text stays as it is, since no snapshot has such a name. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function health(database: Database): Promise<AdminAnswer> {
  const message = await storageProblem(database);
  return message === null
    ? json(200, { status: 'ok', eventLoopDelay: loopDelay() })
    : json(503, { status: 'unavailable', message });
}

/**
 * Answers metrics. A request from an untrusted proxy on this machine does not count as local: its header shows that it was
 * forwarded.
 */
async function metricsFor(request: WireRequest, served: ServedMetrics | undefined): Promise<AdminAnswer> {
  if (!served) return json(404, { message: 'Metrics are off. Start with METRICS set to switch them on.' });
  const { metrics, token } = served;
  if (token === null) {
    const isHere = isLoopback(request.remoteAddress) && !FORWARDED.some((name) => request.headers.has(name));
    if (!isHere) return json(403, { message: 'Metrics are for clients on this machine. Set METRICS to a token for others.' });
  } else if (!sameSecret(bearerToken(request), token)) {
    return json(403, { message: 'The token for metrics is missing or wrong.' });
  }
  return { status: 200, contentType: metrics.contentType, body: await metrics.text() };
}

/** Answers other programs that ask about their callers. If the request as a whole fails, nobody is allowed. */
async function authorizeFor(request: WireRequest, { authorizationApi, database, clock }: AdminContext): Promise<AdminAnswer> {
  if (!authorizationApi)
    return json(404, {
      message: 'The authorization API is turned off. Start with GATEHOUSE_AUTHORIZE_TOKEN set to switch it on.',
    });
  if (!sameSecret(bearerToken(request), authorizationApi.token))
    return json(403, { message: 'The token of the authorization API is missing or wrong.' });
  if (request.body.length > MOST_BODY_BYTES) {
    return json(413, { message: `The body is larger than the ${MOST_BODY_BYTES} bytes that are accepted.` });
  }
  try {
    const verify = (signed: SignedElsewhere, now: Date) => verifyElsewhere(signed, database, now);
    const asked = { now: clock(), sourceIp: request.remoteAddress, verify };
    return json(200, await authorizationApi.answer(readJson(request.body), asked));
  } catch (error) {
    if (error instanceof AwsError) return json(error.shape === 'RequestEntityTooLarge' ? 413 : 400, { message: error.message });
    log.error({ err: error }, 'the authorization API could not answer');
    return json(503, { message: 'Nothing can be decided now.' });
  }
}

async function accessTestsFor(
  request: WireRequest,
  { database, reset, authorizationApi, clock }: AdminContext,
): Promise<AdminAnswer> {
  try {
    const asked = { database, now: clock(), tokens: [reset?.token, authorizationApi?.token], bearer: bearerToken(request) };
    const { status, answer } = await answerAccessTests(request, readJson(request.body), asked);
    return json(status, answer);
  } catch (error) {
    if (error instanceof AwsError) return json(400, { message: error.message });
    throw error;
  }
}

const FORWARDED = ['x-forwarded-for', 'forwarded'] as const;

function bearerToken(request: WireRequest): string {
  const [, token = ''] = /^Bearer (\S+)$/.exec(headerText(request, 'authorization')) ?? [];
  return token;
}

async function whenAllowed(request: WireRequest, { reset: allowed }: AdminContext, call: Call): Promise<AdminAnswer> {
  if (!allowed)
    return json(404, {
      message: 'Accounts, resets, snapshots and tokens by call are off. Start with GATEHOUSE_RESET_TOKEN set to switch them on.',
    });
  if (!sameSecret(bearerToken(request), allowed.token)) return json(403, { message: 'The reset token is missing or wrong.' });
  try {
    return json(200, await call(allowed));
  } catch (error) {
    if (error instanceof AwsError) return json(error.shape === 'NoSuchEntityException' ? 404 : 400, { message: error.message });
    throw error;
  }
}

/**
 * Parses a body. An empty body is an empty object.
 * @throws AwsError ValidationError for text that is not JSON, with the position but not the text, which may hold a secret
 */
function readJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    const read = parseJson(text);
    const place = read.ok ? undefined : read.issues[0]?.span.start;
    throw validationError(`The body is not JSON${place ? `: line ${place.line}, column ${place.column}` : ''}.`);
  }
}

function json(status: number, value: unknown): AdminAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}
