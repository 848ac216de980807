import { readFileSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { CallAnswer, SentCall } from '../../aws-cli/io';
import { IDENTITY_HEADER, IDENTITY_META } from '../../console/session/shown-identity';

/** The kind of a request, and the time until the last byte of its answer. */
export type Timing = {
  kind: 'page' | 'step' | 'action' | 'read' | 'asset' | 'shell';
  path: string;
  ms: number;
  status: number;
  at: number;
};

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** A browser that does not render. It requests pages with the assets of their first visit, steps, actions and reads. */
export type LightBrowser = {
  /** Opens a page by its address. Follows redirects, and loads each asset once. */
  open(path: string): Promise<string>;
  /** Opens a page by a link on another page. */
  follow(path: string): Promise<string>;
  /**
   * Calls a server action.
   * @returns its answer, or the address that it redirects to
   */
  act<Output>(page: string, action: BuiltAction, args: readonly unknown[]): Promise<{ data?: Output; redirect?: string }>;
  /** Reads data as a page's script does. The answer is short if nothing changed. */
  read(path: string): Promise<Answer>;
  /** Makes a call of the shell, as the page that was opened last. */
  callInShell(base: string, call: SentCall): Promise<CallAnswer>;
  /** Sets the only listener, which is called for each answer. */
  listen(note: (timing: Timing) => void): void;
  close(): void;
};

/** A form field, as React encodes the arguments of an action. */
export type Form = ReadonlyMap<string, string>;

export type BuiltAction = { id: string };

type Manifest = { node: Record<string, { exportedName: string; filename: string }> };

/** Returns the actions of a build by file and name. Each build gives them new ids. */
export function builtActions(root: string): (file: string, name: string) => BuiltAction {
  const { node } = JSON.parse(readFileSync(`${root}/.next/server/server-reference-manifest.json`, 'utf8')) as Manifest;
  return (file, name) => {
    const found = Object.entries(node).find(([, one]) => one.filename === file && one.exportedName === name);
    if (!found) throw new Error(`the build has no action ${name} of ${file}`);
    return { id: found[0] };
  };
}

const unzip = promisify(gunzip);

/** The number of parallel connections that browsers open to one server. */
const CONNECTIONS = 6;

export function openBrowser(origin: string, listener: (timing: Timing) => void): LightBrowser {
  let note = listener;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const cookies = new Map<string, string>();
  const loaded = new Set<string>();
  const etags = new Map<string, string>();
  let identity = '';

  const send = (
    kind: Timing['kind'],
    path: string,
    headers: Record<string, string>,
    body?: { method: 'POST'; data: string },
  ): Promise<Answer> => {
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const all = {
        'accept-encoding': 'gzip',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) class of thirty',
        ...(cookie && { cookie }),
        ...headers,
        ...(body && { 'content-length': String(Buffer.byteLength(body.data)) }),
      };
      const sent = request(`${origin}${path}`, { agent, method: body?.method ?? 'GET', headers: all }, (response) => {
        for (const line of response.headers['set-cookie'] ?? []) keepCookie(cookies, line);
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          note({ kind, path: path.replace(/\?.*/, ''), ms: performance.now() - began, status, at: began });
          const bytes = Buffer.concat(parts);
          const answer = (text: string) => resolve({ status, headers: response.headers, text });
          if (kind === 'asset') answer('');
          else if (response.headers['content-encoding'] === 'gzip')
            unzip(bytes).then((plain) => answer(plain.toString()), reject);
          else answer(bytes.toString());
        });
      });
      sent.on('error', reject);
      sent.end(body?.data);
    });
  };

  const open = async (path: string): Promise<string> => {
    const answer = await send('page', path, { accept: 'text/html' });
    const { location } = answer.headers;
    if (answer.status >= 300 && answer.status < 400 && location) return open(location.replace(origin, ''));
    if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`);
    identity = new RegExp(`name="${IDENTITY_META}" content="([^"]*)"`).exec(answer.text)?.[1] ?? '';
    const assets = new Set(answer.text.match(/\/_next\/static\/[\w./~-]+\.(?:js|css|woff2)/g));
    const missing = [...assets].filter((asset) => !loaded.has(asset));
    for (const asset of missing) loaded.add(asset);
    await Promise.all(missing.map((asset) => send('asset', asset, {})));
    return answer.text;
  };

  return {
    open,
    follow: async (path) => {
      const answer = await send('step', path, { rsc: '1' });
      const { location } = answer.headers;
      if (answer.status >= 300 && answer.status < 400 && location)
        return (await send('step', location.replace(origin, ''), { rsc: '1' })).text;
      if (answer.status !== 200) throw new Error(`the step to ${path} was answered ${answer.status}`);
      return answer.text;
    },
    act: async <Output>(page: string, action: BuiltAction, args: readonly unknown[]) => {
      const { type, data } = written(args);
      const headers = { origin, accept: 'text/x-component', 'next-action': action.id, 'content-type': type };
      const answer = await send('action', page, headers, { method: 'POST', data });
      const to = answer.headers['x-action-redirect'];
      if (typeof to === 'string') return { redirect: to.replace(/;(push|replace)$/, '') };
      const [, row] = /^1:(.*)$/m.exec(answer.text) ?? [];
      if (row === undefined) throw new Error(`an action of ${page} was answered ${answer.status}`);
      return { data: JSON.parse(row) as Output };
    },
    read: async (path) => {
      const etag = etags.get(path);
      const answer = await send('read', path, { [IDENTITY_HEADER]: identity, ...(etag && { 'if-none-match': etag }) });
      if (answer.headers.etag) etags.set(path, answer.headers.etag);
      return answer;
    },
    callInShell: async (base, call) => {
      const headers = { origin, 'content-type': 'application/json', [IDENTITY_HEADER]: identity };
      const answer = await send('shell', `${base}/api/shell/call`, headers, { method: 'POST', data: JSON.stringify(call) });
      return JSON.parse(answer.text) as CallAnswer;
    },
    listen: (other) => {
      note = other;
    },
    close: () => agent.destroy(),
  };
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

const BOUNDARY = '----of-a-class-of-thirty';

/** Encodes arguments as React does: as JSON, or as a form if one of them is a form. */
function written(args: readonly unknown[]): { type: string; data: string } {
  const forms = args.flatMap((arg) => (arg instanceof Map ? [arg as Form] : []));
  if (forms.length === 0) return { type: 'text/plain;charset=UTF-8', data: JSON.stringify(args) };
  let number = 0;
  const root = JSON.stringify(args.map((arg) => (arg instanceof Map ? `$K${++number}` : arg)));
  const fields = [
    ...forms.flatMap((form, index) => [...form].map(([name, value]) => [`_${index + 1}_${name}`, value] as const)),
    ['0', root] as const,
  ];
  const parts = fields.map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, data: `${parts.join('')}--${BOUNDARY}--\r\n` };
}
