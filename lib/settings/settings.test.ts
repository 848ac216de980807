import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consoleAddress, networkAddresses, readSettings, SettingsError } from './settings.mjs';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatehouse-settings-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe('readSettings', () => {
  test('returns loopback, the documented ports and a database in ./data for an empty environment', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      apiPort: 4566,
      host: '127.0.0.1',
      exposed: false,
      dataDir: join(process.cwd(), 'data'),
      databaseUrl: `file:${join(process.cwd(), 'data/gatehouse.db')}`,
      demo: 'small',
      resetToken: null,
      consoleUrl: null,
      allowedHosts: [],
      trustedProxies: [],
      signUpsInAnHour: 60,
      sessionIdleMs: 3_600_000,
      retention: { days: 90, events: 2_000_000 },
      denialLinks: true,
      ownFindings: false,
      directQueries: true,
      metrics: null,
      accessLog: false,
      logLevel: 'info',
    });
  });

  test('allows metrics for this machine only, or with a token', () => {
    expect(readSettings({ METRICS: 'Local' }).metrics).toEqual({ token: null });
    expect(readSettings({ METRICS: 'OFF' }).metrics).toBeNull();
    expect(readSettings({ METRICS: 'a-token-for-prometheus' }).metrics).toEqual({ token: 'a-token-for-prometheus' });
    expect(() => readSettings({ METRICS: 'short' })).toThrow('METRICS must be off, local, or a token of at least 16 characters.');
  });

  test('treats an empty value as not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ', SECRET_KEY: '' })).toMatchObject({ port: 3000 });
    // The value 0 selects a free port.
    expect(readSettings({ PORT: '0', API_PORT: '0' })).toMatchObject({ port: 0, apiPort: 0 });
  });

  test('places the database in the data folder unless it is named', () => {
    expect(readSettings({ DATA_DIR: dir }).databaseUrl).toBe(`file:${dir}/gatehouse.db`);
    expect(readSettings({ DATA_DIR: dir, DATABASE_URL: 'file:///srv/x.db' }).databaseUrl).toBe('file:/srv/x.db');
    expect(readSettings({ DATABASE_URL: 'file:x.db' }).databaseUrl).toBe(`file:${join(process.cwd(), 'x.db')}`);
    expect(readSettings({ DATABASE_URL: 'postgres://u:p@h/db' }).databaseUrl).toBe('postgres://u:p@h/db');
  });

  test('opens a classroom to the network, in a separate folder without the demo, unless set otherwise', () => {
    expect(readSettings({ CLASSROOM: 'on' })).toMatchObject({
      host: '0.0.0.0',
      exposed: true,
      demo: 'none',
      signUpsInAnHour: 0,
      dataDir: join(process.cwd(), 'classroom'),
    });
    const chosen = { CLASSROOM: 'on', HOST: '127.0.0.1', DATA_DIR: dir, DEMO: 'true', SIGN_UP: '5' };
    expect(readSettings(chosen)).toMatchObject({ exposed: false, demo: 'small', signUpsInAnHour: 5, dataDir: dir });
  });

  test('gives the console’s network addresses, as named or of this machine, only if it is exposed', () => {
    const exposed = { HOST: '0.0.0.0', ALLOW_EXPOSED: 'true' };
    expect(networkAddresses(readSettings({}))).toEqual([]);
    expect(networkAddresses(readSettings({ ...exposed, CONSOLE_URL: 'https://c.example.org' }))).toEqual([
      'https://c.example.org',
    ]);
    expect(networkAddresses(readSettings({ ...exposed, HOST: '192.0.2.7', PORT: '80' }))).toEqual(['http://192.0.2.7:80']);
    for (const address of networkAddresses(readSettings(exposed))) expect(address).toMatch(/^http:\/\/\d+(\.\d+){3}:3000$/);
  });

  test('reads comma-separated lists in any letter case', () => {
    const ALLOWED_HOSTS = ' IAM.example.org , .AMAZONAWS.com,, 192.0.2.1';
    const TRUSTED_PROXIES = '10.0.0.0/8, fd00::/8,192.0.2.1';
    expect(readSettings({ ALLOWED_HOSTS, TRUSTED_PROXIES, SIGN_UP: 'Closed' })).toMatchObject({
      allowedHosts: ['iam.example.org', '.amazonaws.com', '192.0.2.1'],
      trustedProxies: ['10.0.0.0/8', 'fd00::/8', '192.0.2.1'],
      signUpsInAnHour: 0,
    });
  });

  test('uses CONSOLE_URL as the console’s address and allows its host, or uses the local address', () => {
    const named = readSettings({ CONSOLE_URL: 'https://Console.example.org/', ALLOWED_HOSTS: 'iam.example.org' });
    expect(named).toMatchObject({
      consoleUrl: 'https://console.example.org',
      allowedHosts: ['iam.example.org', 'console.example.org'],
    });
    expect(consoleAddress(named)).toBe('https://console.example.org');
    expect(readSettings({ CONSOLE_URL: 'http://[2001:db8::1]:8080' }).allowedHosts).toEqual(['2001:db8::1']);
    expect(consoleAddress(readSettings({ PORT: '8000' }))).toBe('http://localhost:8000');
    expect(consoleAddress(readSettings({ HOST: '::1' }))).toBe('http://[::1]:3000');
  });

  test('archives events only if a folder is named', () => {
    expect(readSettings({}).retention.archive).toBeNull();
    expect(readSettings({ EVENT_ARCHIVE: 'Off' }).retention.archive).toBeNull();
    expect(readSettings({ EVENT_ARCHIVE: 'events' }).retention.archive).toBe(resolve('events'));
  });

  test('accepts at most the documented number of events', () => {
    expect(readSettings({ EVENTS: '1000000000' }).retention.events).toBe(1_000_000_000);
    expect(() => readSettings({ EVENTS: '1000000001' })).toThrow('must be a number from 1 to 1000000000.');
  });

  test('requires ALLOW_EXPOSED for an address that other machines can reach', () => {
    expect(() => readSettings({ HOST: '0.0.0.0' })).toThrow('set ALLOW_EXPOSED=true');
    expect(readSettings({ HOST: '0.0.0.0', ALLOW_EXPOSED: 'true' })).toMatchObject({ host: '0.0.0.0', exposed: true });
    expect(readSettings({ HOST: '::1' })).toMatchObject({ exposed: false });
  });

  test.each([
    [{ PORT: '70000' }, 'PORT is "70000"'],
    [{ PORT: '-1' }, 'PORT is "-1"'],
    [{ PORT: '30x0' }, 'PORT is "30x0"'],
    [{ API_PORT: '-1' }, 'API_PORT is "-1"'],
    [{ PORT: '4566' }, 'PORT and API_PORT are both 4566'],
    [{ HOST: 'example.org' }, 'HOST is "example.org"'],
    [{ ALLOW_EXPOSED: 'maybe' }, 'ALLOW_EXPOSED is "maybe"'],
    [{ DEMO: '2' }, 'DEMO is "2"'],
    [{ DENIAL_LINKS: 'some' }, 'DENIAL_LINKS is "some"'],
    [{ OWN_FINDINGS: 'some' }, 'OWN_FINDINGS is "some"'],
    [{ DIRECT_QUERIES: 'some' }, 'DIRECT_QUERIES is "some"'],
    [{ SESSION_IDLE_MINUTES: '0' }, 'SESSION_IDLE_MINUTES is "0"'],
    [{ EVENT_DAYS: '0' }, 'EVENT_DAYS is "0"'],
    [{ EVENTS: 'many' }, 'EVENTS is "many"'],
    [{ SESSION_IDLE_MINUTES: '721' }, 'SESSION_IDLE_MINUTES is "721"'],
    [{ SIGN_UP: 'open' }, 'SIGN_UP is "open"'],
    [{ SIGN_UP: '0' }, 'SIGN_UP is "0"'],
    [{ ALLOWED_HOSTS: 'iam.example.org,http://x' }, 'ALLOWED_HOSTS has "http://x"'],
    [{ ALLOWED_HOSTS: 'iam.example.org:3000' }, 'ALLOWED_HOSTS has "iam.example.org:3000"'],
    [{ TRUSTED_PROXIES: 'proxy' }, 'TRUSTED_PROXIES has "proxy"'],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, 'TRUSTED_PROXIES has "10.0.0.0/33"'],
    [{ TRUSTED_PROXIES: '10.0.0.0/8/8' }, 'TRUSTED_PROXIES has "10.0.0.0/8/8"'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud"'],
    [{ DATABASE_URL: 'mysql://h/db' }, 'DATABASE_URL must be'],
    [{ SECRET_KEY: 'short' }, 'SECRET_KEY must have at least 32 characters'],
    [{ GATEHOUSE_RESET_TOKEN: 'short' }, 'GATEHOUSE_RESET_TOKEN must have at least 16 characters'],
  ])('refuses %j in one sentence', (env, sentence) => {
    const read = () => readSettings(env);
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(sentence);
    expect(read).toThrow(/^([^.]|(?<=\S)\.(?=\S))*\.$/);
  });

  test.each([
    'console.example.org',
    'ftp://example.org',
    'https://example.org/console',
    'https://example.org/?a',
    'https://u:p@a.b',
  ])('refuses %s as the public address of the console', (CONSOLE_URL) => {
    expect(() => readSettings({ CONSOLE_URL })).toThrow('CONSOLE_URL must be an address like https://console.example.org, with');
  });

  test('does not repeat the password of a bad DATABASE_URL', () => {
    expect(() => readSettings({ DATABASE_URL: 'mysql://u:hunter2@h/db' })).toThrow(/^(?!.*hunter2).*DATABASE_URL/s);
  });

  test('generates a secret key once, readable by its owner only', () => {
    const key = readSettings({ DATA_DIR: dir }).secretKey;
    expect(key.length).toBeGreaterThanOrEqual(32);
    expect(readFileSync(join(dir, 'secret.key'), 'utf8').trim()).toBe(key);
    expect(statSync(join(dir, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(readSettings({ DATA_DIR: dir }).secretKey).toBe(key);
  });

  test('prefers SECRET_KEY to the key file, and writes no file', () => {
    const key = 'k'.repeat(32);
    expect(readSettings({ DATA_DIR: join(dir, 'none'), SECRET_KEY: key }).secretKey).toBe(key);
    expect(statSync(join(dir, 'none'), { throwIfNoEntry: false })).toBeUndefined();
  });

  test('refuses a damaged key file instead of replacing it', () => {
    writeFileSync(join(dir, 'secret.key'), 'x');
    expect(() => readSettings({ DATA_DIR: dir }).secretKey).toThrow(SettingsError);
    expect(readFileSync(join(dir, 'secret.key'), 'utf8')).toBe('x');
  });
});
