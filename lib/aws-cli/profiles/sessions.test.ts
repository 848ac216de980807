import { describe, expect, it } from 'vitest';
import { runAws } from '../command';
import type { CallRequest, CommandIo } from '../io';

type World = { files?: Record<string, string>; sessions?: readonly string[]; env?: Record<string, string> };

/** Runs a command. Returns its output, its status and the calls that it made. */
async function run(line: string, { files = {}, sessions = ['maria', 'ben'], env = {} }: World = {}) {
  const written = new Map(Object.entries(files));
  const calls: Pick<CallRequest, 'operation' | 'credentials'>[] = [];
  const out = { stdout: '', stderr: '' };
  const absent = (path: string) => Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  const io: CommandIo = {
    env: new Map(
      Object.entries({
        HOME: '/home/me',
        AWS_REGION: 'us-east-1',
        AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://localhost',
        ...env,
      }),
    ),
    files: {
      cwd: '/home/me',
      read: async (path) => {
        const content = written.get(path);
        if (content === undefined) throw absent(path);
        return new TextEncoder().encode(content);
      },
      write: async (path, content) => void written.set(path, new TextDecoder().decode(content)),
      list: async () => [],
      stat: async (path) => (written.has(path) ? { isFolder: false, size: 1, modified: new Date() } : null),
      makeFolder: async () => {},
      remove: async () => {},
    },
    runShell: async () => 0,
    stdin: async () => new Uint8Array(),
    stdout: (data) => {
      out.stdout += typeof data === 'string' ? data : new TextDecoder().decode(data);
    },
    stderr: (text) => {
      out.stderr += text;
    },
    toTerminal: false,
    columns: 80,
    prompt: async () => '',
    sessions: async () => sessions,
    call: async ({ operation, credentials }) => {
      calls.push({ operation, credentials });
      const keys = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 's', SessionToken: 't', Expiration: '2999-01-01T00:00:00Z' };
      const output = operation === 'AssumeRole' ? { Credentials: keys } : { Arn: 'arn' };
      return { ok: true, output, status: 200, requestId: '' };
    },
    sleep: async () => {},
    now: () => new Date('2026-12-01T00:00:00Z'),
    signal: new AbortController().signal,
  };
  const status = await runAws(line.split(' '), io);
  return { status, ...out, calls, written };
}

const WHO = 'sts get-caller-identity --query Arn --output text';
const signers = async (line: string, world?: World) => (await run(line, world)).calls.map(({ credentials }) => credentials);

describe('the sessions of the browser', () => {
  it('are profiles, by option and by variable', async () => {
    expect(await run('configure list-profiles')).toMatchObject({ stdout: 'maria\nben\n', status: 0 });
    expect(await signers(`${WHO} --profile ben`)).toEqual([{ profile: 'ben' }]);
    expect(await signers(WHO, { env: { AWS_PROFILE: 'maria' } })).toEqual([{ profile: 'maria' }]);
    expect(await signers(WHO)).toEqual(['session']);
    expect((await run('configure list --profile ben')).stdout).toMatch(/access_key : <of a session>/);
  });

  it('are no profile after they ended, and never one by a name of JavaScript', async () => {
    for (const name of ['eve', '__proto__', 'constructor']) {
      const { status, stderr, calls } = await run(`${WHO} --profile ${name}`);
      expect({ status, stderr, calls }).toEqual({
        status: 255,
        stderr: expect.stringContaining(`The config profile (${name}) could not be found`),
        calls: [],
      });
    }
  });

  it('have the settings of a profile with their name, whose keys and role count more', async () => {
    const config = (lines: string) => ({ files: { '/home/me/.aws/config': `[profile ben]\n${lines}\n` } });
    expect(await signers(`${WHO} --profile ben`, config('region = eu-north-1'))).toEqual([{ profile: 'ben' }]);
    const keys = 'aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = s';
    expect(await signers(`${WHO} --profile ben`, config(keys))).toEqual([{ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 's' }]);
  });

  it('assume the role of a profile, whose keys are kept for nobody', async () => {
    const files = {
      '/home/me/.aws/config': '[profile audit]\nrole_arn = arn:aws:iam::111122223333:role/audit\nsource_profile = ben\n',
    };
    const { calls, written } = await run(`${WHO} --profile audit`, { files });
    expect(calls).toEqual([
      { operation: 'AssumeRole', credentials: { profile: 'ben' } },
      { operation: 'GetCallerIdentity', credentials: expect.objectContaining({ accessKeyId: 'ASIAEXAMPLE' }) },
    ]);
    expect([...written.keys()]).toEqual(Object.keys(files));
  });

  it('do not give away their keys', async () => {
    expect(await run('configure export-credentials --profile ben')).toMatchObject({
      status: 253,
      stderr: expect.stringContaining('The keys of this session stay on the server'),
      calls: [],
    });
  });
});
