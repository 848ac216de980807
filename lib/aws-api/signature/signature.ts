import { createHash } from 'node:crypto';
import { required } from '../../core/text/lists';
import { WireFault } from '../server/wire-fault';
import { header, type SignedRequest } from '../server/wire-request';

/** The signature of a request, well-formed but not verified. */
export type Signature = {
  accessKeyId: string;
  /** `20260301`. */
  date: string;
  region: string;
  service: string;
  /** `20260301T120000Z`. */
  timestamp: string;
  time: Date;
  signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  signature: string;
  sessionToken: string | undefined;
  presigned: boolean;
  /** The lifetime of a presigned request in seconds, as sent. */
  expires?: string | undefined;
};

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';

/**
 * Reads the signature of a request, from its Authorization header or its query. Null for an unsigned request.
 * Source: IAM User Guide, "Create a signed AWS API request".
 * @throws WireFault IncompleteSignature, naming every missing or unreadable part, in AWS's words
 */
export function readSignature(request: SignedRequest): Signature | null {
  const authorization = header(request, 'authorization');
  if (authorization !== undefined) return fromHeader(request, authorization);
  if (/(?:^|&)X-Amz-(?:Algorithm|Credential|Signature)=/i.test(request.query)) return fromQuery(request);
  return null;
}

function fromHeader(request: SignedRequest, authorization: string): Signature {
  const space = authorization.indexOf(' ');
  const algorithm = space < 0 ? authorization : authorization.slice(0, space);
  if (algorithm !== ALGORITHM) {
    if (algorithm.startsWith('AWS4-')) throw incomplete(`Unsupported AWS 'algorithm': '${clip(algorithm)}'.`);
    throw incomplete(`Authorization header requires the algorithm ${ALGORITHM}. ${hashed(authorization)}`);
  }
  const parts = new Map<string, string>();
  for (const part of authorization.slice(space + 1).split(',')) {
    const at = part.indexOf('=');
    if (at < 0) throw incomplete(`Invalid key=value pair (missing equal-sign) in Authorization header. ${hashed(authorization)}`);
    parts.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  const amzDate = header(request, 'x-amz-date');
  const date = amzDate ?? header(request, 'date');
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parts.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (date === undefined) missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (missing.length > 0 || date === undefined) throw incomplete(`${missing.join(' ')} ${hashed(authorization)}`);
  const given = (name: string) => required(parts, name);
  return build({
    credential: given('Credential'),
    signedHeaders: given('SignedHeaders'),
    signature: given('Signature'),
    timestamp: amzDate ?? fromHttpDate(date),
    sessionToken: header(request, 'x-amz-security-token'),
    presigned: false,
  });
}

function fromQuery(request: SignedRequest): Signature {
  const query = new URLSearchParams(request.query);
  const algorithm = query.get('X-Amz-Algorithm');
  if (algorithm !== null && algorithm !== ALGORITHM) throw incomplete(`Unsupported AWS 'algorithm': '${clip(algorithm)}'.`);
  const missing = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
    .filter((name) => !query.get(name))
    .map((name) => `AWS query-string parameters must include '${name}'.`);
  if (missing.length > 0) throw incomplete(`${missing.join(' ')} Re-examine the query-string parameters.`);
  const given = (name: string) => query.get(name) ?? '';
  return build({
    credential: given('X-Amz-Credential'),
    signedHeaders: given('X-Amz-SignedHeaders'),
    signature: given('X-Amz-Signature'),
    timestamp: given('X-Amz-Date'),
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    presigned: true,
    expires: query.get('X-Amz-Expires') ?? undefined,
  });
}

type Parts = Pick<Signature, 'timestamp' | 'signature' | 'sessionToken' | 'presigned' | 'expires'> & {
  credential: string;
  signedHeaders: string;
};

function build(parts: Parts): Signature {
  const scope = parts.credential.split('/');
  const [accessKeyId, date, region, service, terminator] = scope;
  if (scope.length !== 5 || !accessKeyId || !date || !region || !service || !terminator) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${clip(parts.credential)}'`,
    );
  }
  if (terminator !== TERMINATOR) {
    throw incomplete(`Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${clip(terminator)}'.`);
  }
  const time = parseTimestamp(parts.timestamp);
  if (!time)
    throw incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${clip(parts.timestamp)}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  return {
    accessKeyId,
    date,
    region,
    service,
    timestamp: parts.timestamp,
    time,
    signedHeaders: parts.signedHeaders.toLowerCase().split(';').filter(Boolean),
    signature: parts.signature,
    sessionToken: parts.sessionToken,
    presigned: parts.presigned,
    expires: parts.expires,
  };
}

/** Parses `20260301T120000Z`. Returns null for anything else, impossible dates included. */
function parseTimestamp(text: string): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? null : time;
}

export function toTimestamp(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function fromHttpDate(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : toTimestamp(time);
}

function incomplete(message: string): WireFault {
  return new WireFault('IncompleteSignature', message);
}

// AWS: a header that may hold a secret is not repeated. Its digest tells the user which one it was.
function hashed(authorization: string): string {
  const digest = createHash('sha256').update(authorization).digest('base64');
  return `(Hashed with SHA-256 and encoded with Base64) Authorization=${digest}`;
}

function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
