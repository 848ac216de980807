// The calls of S3 for the proxy, with the bucket in the path. Calls that are not known here are refused.

/** @typedef {{ action: string, resource: string, context: Record<string, string | string[]> }} Use an action of a call */

/** The actions by method and subresource. Source: Amazon S3 User Guide, "Required permissions for Amazon S3 API operations". */
const ON_BUCKETS = new Map([
  ['GET', 'ListBucket'],
  ['HEAD', 'ListBucket'],
  ['PUT', 'CreateBucket'],
  ['DELETE', 'DeleteBucket'],
  ['GET location', 'GetBucketLocation'],
  ['GET uploads', 'ListBucketMultipartUploads'],
  ['GET versions', 'ListBucketVersions'],
]);
const ON_OBJECTS = new Map([
  ['GET', 'GetObject'],
  ['HEAD', 'GetObject'],
  ['PUT', 'PutObject'],
  ['DELETE', 'DeleteObject'],
  ['GET tagging', 'GetObjectTagging'],
  ['PUT tagging', 'PutObjectTagging'],
  ['DELETE tagging', 'DeleteObjectTagging'],
  ['POST uploads', 'PutObject'],
  ['PUT uploadId', 'PutObject'],
  ['POST uploadId', 'PutObject'],
  ['GET uploadId', 'ListMultipartUploadParts'],
  ['DELETE uploadId', 'AbortMultipartUpload'],
]);
/** The actions that have another name for a version of an object, with the end of that name. */
const OF_VERSIONS = new Map([
  ['GetObject', 'GetObjectVersion'],
  ['DeleteObject', 'DeleteObjectVersion'],
  ['GetObjectTagging', 'GetObjectVersionTagging'],
  ['PutObjectTagging', 'PutObjectVersionTagging'],
  ['DeleteObjectTagging', 'DeleteObjectVersionTagging'],
]);
const SUBRESOURCES = ['location', 'uploads', 'versions', 'tagging', 'uploadId', 'delete'];
/** The other parameters of the calls above. A call with another one may be a call that is not known here. */
const PARAMETERS = new Set([
  ...[
    'prefix',
    'delimiter',
    'max-keys',
    'marker',
    'list-type',
    'continuation-token',
    'start-after',
    'fetch-owner',
    'encoding-type',
  ],
  ...['key-marker', 'version-id-marker', 'upload-id-marker', 'max-uploads', 'max-parts', 'part-number-marker', 'partNumber'],
  ...['versionId', 'x-id', 'x-amz-checksum-mode', 'x-amz-sdk-checksum-algorithm'],
]);
/** The parameters of a link with a signature. S3 also takes headers as parameters there, such as x-amz-acl. */
const OF_LINKS =
  /^(?:X-Amz-(?:Algorithm|Content-Sha256|Credential|Date|Expires|Security-Token|Signature|SignedHeaders)|response-[a-z-]+)$/;
const isKnown = (/** @type {string} */ name) => PARAMETERS.has(name) || SUBRESOURCES.includes(name) || OF_LINKS.test(name);
const LISTED = ['prefix', 'delimiter', 'max-keys'];
const HEADERS = [
  ...['x-amz-acl', 'x-amz-copy-source', 'x-amz-metadata-directive', 'x-amz-server-side-encryption', 'x-amz-storage-class'],
  ...['x-amz-server-side-encryption-aws-kms-key-id', 'x-amz-website-redirect-location', 'x-amz-grant-full-control'],
  ...['x-amz-grant-read', 'x-amz-grant-read-acp', 'x-amz-grant-write', 'x-amz-grant-write-acp', 'if-none-match', 'if-match'],
];

/** Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * Tests whether the emulator gets a path as it is. An address leaves out `.` and `..`, and names a host after `//`.
 * @param {string} path
 */
function isPlain(path) {
  const base = 'http://emulator';
  return path.startsWith('/') && URL.canParse(path, base) && new URL(path, base).href === base + path;
}

/**
 * Returns the actions of a call; null if it is not known here.
 * @param {{ method: string, path: string, query: string, headers: import('node:http').IncomingHttpHeaders }} call
 * @param {Buffer} body @returns {Use[] | null}
 */
export function usesOfS3({ method, path, query, headers }, body) {
  const parameters = new URLSearchParams(query);
  const names = [...parameters.keys()];
  const subresources = SUBRESOURCES.filter((name) => parameters.has(name));
  // Emulators differ in which of two values they take.
  if (new Set(names).size !== names.length || subresources.length > 1 || !names.every(isKnown)) return null;
  if (!isPlain(path)) return null;
  const [, bucket = '', encoded = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path) ?? [];
  const key = decodeURIComponent(encoded);
  const [subresource] = subresources;
  const call = subresource === undefined ? method : `${method} ${subresource}`;
  const context = { ...signatureContext(parameters, headers) };
  if (path === '/') return call === 'GET' ? [{ action: 's3:ListAllMyBuckets', resource: '*', context }] : null;
  if (!BUCKET.test(bucket)) return null;
  const resource = `arn:aws:s3:::${bucket}`;
  if (key === '') {
    if (call === 'POST delete') return deletions(resource, body.toString('utf8'), context);
    const action = ON_BUCKETS.get(call);
    // A key with an empty list is known to be absent.
    const listed = LISTED.map((name) => [`s3:${name}`, parameters.get(name) ?? []]);
    return action ? [{ action: `s3:${action}`, resource, context: { ...context, ...Object.fromEntries(listed) } }] : null;
  }
  const action = ON_OBJECTS.get(call);
  if (!action) return null;
  const version = parameters.get('versionId');
  const use = objectUse(action, `${resource}/${key}`, version, context);
  if (action !== 'PutObject') return [use];
  return withParts({ ...use, context: { ...use.context, ...putContext(headers) } }, headers, context);
}

/**
 * @param {string} action @param {string} resource @param {string | null} version @param {Use['context']} context
 * @returns {Use}
 */
function objectUse(action, resource, version, context) {
  const name = version === null ? action : (OF_VERSIONS.get(action) ?? action);
  return { action: `s3:${name}`, resource, context: { ...context, 's3:versionid': version ?? [] } };
}

/**
 * Returns the keys of an upload.
 * @param {import('node:http').IncomingHttpHeaders} headers
 */
function putContext(headers) {
  const tags = [...new URLSearchParams(String(headers['x-amz-tagging'] ?? ''))];
  return {
    ...Object.fromEntries(HEADERS.map((name) => [`s3:${name}`, headers[name] === undefined ? [] : String(headers[name])])),
    's3:RequestObjectTagKeys': tags.map(([name]) => name),
    ...Object.fromEntries(tags.map(([name, value]) => [`s3:RequestObjectTag/${name}`, value])),
  };
}

/**
 * Returns an upload with the other actions that it takes: reading what it copies, tagging, and setting an ACL.
 * @param {Use} put @param {import('node:http').IncomingHttpHeaders} headers @param {Use['context']} context
 * @returns {Use[] | null}
 */
function withParts(put, headers, context) {
  const uses = [put];
  if (headers['x-amz-tagging']) uses.push({ ...put, action: 's3:PutObjectTagging' });
  if (HEADERS.some((name) => /acl$|grant/.test(name) && headers[name] !== undefined))
    uses.push({ ...put, action: 's3:PutObjectAcl' });
  const from = headers['x-amz-copy-source'];
  if (from === undefined) return uses;
  const [path = '', query = ''] = String(from).split('?', 2);
  const source = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path));
  if (!source || !BUCKET.test(source[1] ?? '')) return null;
  const version = new URLSearchParams(query).get('versionId');
  return [...uses, objectUse('GetObject', `arn:aws:s3:::${source[1]}/${source[2]}`, version, context)];
}

const OF_DELETIONS = new Set(['<Delete>', '<Object>', '<Key>', '<VersionId>', '<Quiet>']);

/**
 * Returns a deletion for each object that DeleteObjects names.
 * @param {string} bucket @param {string} xml @param {Use['context']} context @returns {Use[] | null}
 */
function deletions(bucket, xml, context) {
  const objects = [...xml.matchAll(/<Object>(.*?)<\/Object>/gs)];
  const tags = (xml.match(/<[^?/][^>]*>/g) ?? []).map((tag) => tag.replace(/^<Delete xmlns="[^"]*">$/, '<Delete>'));
  const keys = tags.filter((tag) => tag === '<Key>').length;
  // An element that is written in another way could name an object that is not asked about.
  if (objects.length === 0 || objects.length !== keys || !tags.every((tag) => OF_DELETIONS.has(tag))) return null;
  const uses = objects.map(([, object = '']) => {
    const key = textIn(object, 'Key');
    return key === undefined ? null : objectUse('DeleteObject', `${bucket}/${key}`, textIn(object, 'VersionId') ?? null, context);
  });
  return uses.every((use) => use !== null) ? uses : null;
}

/** @param {string} xml @param {string} name */
function textIn(xml, name) {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text?.replace(/&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_, hex, decimal, entity) =>
    entity
      ? named[/** @type {keyof typeof named} */ (entity)]
      : String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)),
  );
}

/**
 * Returns the keys about the signature. Source: Amazon S3 API Reference, "Signature Version 4 authentication-specific policy keys".
 * @param {URLSearchParams} parameters @param {import('node:http').IncomingHttpHeaders} headers
 */
function signatureContext(parameters, headers) {
  const isLink = parameters.has('X-Amz-Signature');
  return {
    's3:authType': isLink ? 'REST-QUERY-STRING' : 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:x-amz-content-sha256': isLink ? 'UNSIGNED-PAYLOAD' : String(headers['x-amz-content-sha256'] ?? ''),
    's3:TlsVersion': [],
  };
}
