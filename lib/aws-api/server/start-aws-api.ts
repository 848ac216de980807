import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { AuthorizationApi } from '../../access';
import { flushLater } from '../../core/events/events';
import { flushLastUsed } from '../../core/events/last-used';
import { log } from '../../core/log';
import { loopDelay } from '../../core/work/loop-delay';
import type { Database } from '../../db/client';
import type { InstallationCalls } from '../../installation';
import { clientReader } from '../../listener/client.mjs';
import { boundConnections, LIMITS, type Limits, MAX_HEADER_BYTES, serverOptions } from '../../listener/connections.mjs';
import { loadModels } from '../protocol/sdk-schemas';
import { type AdminAnswer, type AdminContext, answerAdmin, isAdminCall, type ServedMetrics } from './admin-endpoints';
import { type Answer, type ApiContext, answerFault, answerRequest } from './answer-request';
import { answerAuthorize, isAuthorizeRequest } from './authorize-endpoint';
import { MAX_BODY_BYTES, readBody } from './read-body';
import { answerScim, isScimCall } from './scim-endpoint';
import { WireFault } from './wire-fault';
import { toWireRequest, type WireRequest } from './wire-request';

export type AwsApiOptions = {
  database: Database;
  /** The address to listen on. */
  host: string;
  /** 0 chooses a free port. */
  port: number;
  /** The proxies whose headers about the client are trusted. Default: none. */
  trustedProxies?: readonly string[];
  /** Returns whether a request may use a host name. Default: any. */
  isOwnHost?: (host: string | undefined) => boolean;
  /** The console's address, which denials link to. Null: denials have AWS's sentence only. */
  consoleUrl: string | null;
  /** Turns on the calls of admin-endpoints.ts that need the token. Default: off. */
  reset?: InstallationCalls | undefined;
  /** Turns on `POST /_gatehouse/authorize`. Default: off. */
  authorizationApi?: AuthorizationApi | undefined;
  /** Turns on `GET /_gatehouse/metrics`. Default: off. */
  metrics?: ServedMetrics | undefined;
  clock?: () => Date;
  /** Answers a call. In development, each call may use another function. Default: answerCall. */
  answer?: typeof answerCall;
  limits?: Partial<Limits>;
};

export type AwsApi = {
  port: number;
  /** Stops accepting calls, finishes those in progress, and writes waiting events. The database stays open. */
  close(): Promise<void>;
};

/**
 * Starts the wire API for the AWS CLI and SDKs, on its own port.
 * @returns once it listens
 * @throws the listener's error, e.g. EADDRINUSE
 */
export async function startAwsApi(options: AwsApiOptions): Promise<AwsApi> {
  const { database, host, port, answer = answerCall } = options;
  const api = {
    database,
    consoleUrl: options.consoleUrl,
    clock: options.clock ?? (() => new Date()),
    reset: options.reset,
    authorizationApi: options.authorizationApi,
    metrics: options.metrics,
  };
  await loadModels();
  const limits = { ...LIMITS, ...options.limits };
  const server = createServer(serverOptions(limits));
  const connections = boundConnections(server, limits);
  server.on('request', (request, response) => {
    respond(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a response could not be written');
      response.destroy();
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuse(error, socket));

  const clientOf = clientReader(options.trustedProxies ?? []);
  const { isOwnHost = () => true } = options;
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const client = clientOf(request);
    if (!isOwnHost(client.host)) {
      const fault = new WireFault('MisdirectedRequest', 'This server has another name; ALLOWED_HOSTS can add one.');
      send(response, answerFault(toWireRequest(request, Buffer.alloc(0), client), fault, api), true);
      return;
    }
    const body = await readBody(request);
    if (body === 'aborted') return;
    const wire = toWireRequest(request, body === 'tooLarge' ? Buffer.alloc(0) : body, client);
    if (body === 'tooLarge') {
      const fault = new WireFault(
        'RequestEntityTooLarge',
        `The request body is larger than the ${MAX_BODY_BYTES} bytes that are accepted.`,
      );
      // The rest of the request stays unread, so the connection cannot be used again.
      send(response, answerFault(wire, fault, api), true);
      return;
    }
    send(response, await answer(wire, api));
  };

  // Starts the measurement, for later health checks.
  loopDelay();
  return {
    port: await connections.listen(port, host),
    close: async () => {
      await connections.drain();
      await Promise.all([flushLastUsed(database), flushLater(database)]);
    },
  };
}

/** Answers a call of the wire API, a call of SCIM, one below `/_gatehouse`, or a browser that a program sends to sign in. */
export function answerCall(wire: WireRequest, api: ApiContext & AdminContext): Promise<Answer | AdminAnswer> {
  if (isAdminCall(wire)) return answerAdmin(wire, api);
  if (isScimCall(wire)) return answerScim(wire, api);
  return isAuthorizeRequest(wire) ? answerAuthorize(wire, api) : answerRequest(wire, api);
}

/**
 * The headers that keep browsers from running any answer as a page. Cookies ignore ports, so a script in a stored object could
 * set the console's cookies.
 */
const NO_PAGE = { 'Content-Security-Policy': 'sandbox', 'X-Content-Type-Options': 'nosniff' };

function send(response: ServerResponse, answer: Answer | AdminAnswer, last = false): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
  // An answer to HEAD has no body, and its length is that of the answer to GET.
  const { 'content-length': told, ...headers } = 'requestId' in answer ? (answer.headers ?? {}) : {};
  response.writeHead(answer.status, {
    ...(answer.contentType === null ? {} : { 'Content-Type': answer.contentType }),
    'Content-Length': (response.req.method === 'HEAD' ? told : undefined) ?? body.length,
    // Clients take an object's headers for those that it was stored with.
    ...(headers.etag === undefined && { 'Cache-Control': 'no-store' }),
    ...NO_PAGE,
    ...('requestId' in answer ? { 'x-amzn-RequestId': answer.requestId } : {}),
    ...headers,
    ...(last ? { Connection: 'close' } : {}),
  });
  response.end(body);
}

const REFUSALS: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'RequestHeaderFieldsTooLarge',
    `The headers are larger than the ${MAX_HEADER_BYTES} bytes that are accepted.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'RequestTimeout', 'The request was not received in time.'],
};

/** Answers what is not HTTP, or came too slowly, and ends the connection. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, message] = (error.code === undefined ? undefined : REFUSALS[error.code]) ?? [
    '400 Bad Request',
    'MalformedRequest',
    'The request is not valid HTTP.',
  ];
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
