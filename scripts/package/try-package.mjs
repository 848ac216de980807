// Packs this clone as `npm pack` does, and installs the tarball as another user into an empty folder with spaces in its name. Then it starts
// Gatehouse there, signs in to its console and makes a call to its wire API. Ends with exit code 0 only if all of that works. It uses the
// existing build of the console. During the pack, package.json is another file with the same type, and only programs that read nothing else of it
// may run beside this one. The same installation and the same data then serve under other versions of Node.js, from npm's package `node`.
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { freePort } from '../process/ports.mjs';
import { endProcessTree } from '../process/process-tree.mjs';
import { runCommand } from '../process/run-command.mjs';
import { INSTALLED } from './package-app.mjs';

const root = dirname(dirname(import.meta.dirname));
/** Debian's user `nobody`. A run without root's rights stays who it is. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const READY_MS = 5 * 60_000;

/** The versions that start what this Node.js installed. */
const OTHER_NODES = ['22', '24'];
/** The end of a first greeting: the access key and its endpoints. */
const FIRST_READY = /AWS_SECRET_ACCESS_KEY=\S+\s[\s\S]*AWS_ENDPOINT_URL/;
/** The end of a later one, which keeps them to itself. */
const READY = /were printed by the first start/;

const folder = mkdtempSync(join(tmpdir(), 'gatehouse package '));
try {
  chmodSync(folder, 0o755);
  const [packed, target] = [join(folder, 'packed'), join(folder, 'an empty folder')];
  const home = join(folder, 'home');
  for (const path of [packed, target, home]) mkdirSync(path);
  for (const path of [target, home]) if (NOBODY.uid !== undefined) chownSync(path, NOBODY.uid, NOBODY.gid);
  await timed('Packed', () => runCommand('npm', ['pack', '--pack-destination', packed], { cwd: root }));
  await timed('Fetched what npm installs beside it', () => fetchInstalled(packed));
  const tarballs = readdirSync(packed).map((name) => join(packed, name));
  const env = { PATH: String(process.env.PATH), HOME: home, TMPDIR: home };
  await timed('Installed', () =>
    runCommand('npm', ['install', '--offline', '--no-audit', '--no-fund', ...tarballs], {
      cwd: target,
      ...NOBODY,
      env: { ...withoutNpm(process.env), ...env },
    }),
  );
  const manifest = JSON.parse(readFileSync(join(target, 'node_modules/gatehouse/package.json'), 'utf8'));
  if (existsSync(join(target, 'node_modules/gatehouse/node_modules/next')))
    throw new Error('The package brings what it needs to build.');
  const program = join(target, 'node_modules/gatehouse', manifest.bin.gatehouse);
  const greeting = await serve(process.execPath, target, program, env);
  for (const version of OTHER_NODES) {
    const node = await timed(`Fetched Node.js ${version}`, () => fetchNode(version));
    await serve(node, target, program, env, greeting);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Says how long something took. @template T @param {string} done @param {() => Promise<T>} work @returns {Promise<T>} */
async function timed(done, work) {
  const started = Date.now();
  const result = await work();
  console.log(`${done} in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  return result;
}

/** Returns an environment without what the npm that started this set, such as the cache of another user. @param {NodeJS.ProcessEnv} all @returns {NodeJS.ProcessEnv} */
function withoutNpm(all) {
  return /** @type {NodeJS.ProcessEnv} */ (Object.fromEntries(Object.entries(all).filter(([name]) => !/^npm_/i.test(name))));
}

/** Puts the packages that npm installs beside the tarball into its folder, from npm's cache where they are there. @param {string} packed */
async function fetchInstalled(packed) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const wanted = INSTALLED.flatMap((name) => {
    const { version, optionalDependencies = {} } = packages[`node_modules/${name}`];
    const built = Object.keys(optionalDependencies).filter((one) => existsSync(join(root, 'node_modules', one)));
    return [`${name}@${version}`, ...built.map((one) => `${one}@${packages[`node_modules/${one}`].version}`)];
  });
  await runCommand('npm', ['pack', '--prefer-offline', '--pack-destination', packed, ...wanted], { cwd: packed });
}

/** Returns the program of another version of Node.js. @param {string} version @returns {Promise<string>} */
async function fetchNode(version) {
  const prefix = join(folder, `node-${version}`);
  mkdirSync(prefix);
  const args = ['install', '--prefix', prefix, '--prefer-offline', '--no-audit', '--no-fund', `node@${version}`];
  await runCommand('npm', args, { cwd: prefix, env: withoutNpm(process.env) });
  return join(prefix, 'node_modules/node/bin/node');
}

/**
 * Starts the installed Gatehouse, uses it and ends it.
 *
 * @param {string} node @param {string} cwd @param {string} program @param {Record<string, string>} env
 * @param {string} [first] the greeting of the first start on these data
 * @returns {Promise<string>} its greeting
 */
async function serve(node, cwd, program, env, first) {
  const [port, apiPort] = [await freePort(), await freePort()];
  const started = Date.now();
  const child = spawn(node, [program, 'start'], {
    cwd,
    ...NOBODY,
    env: /** @type {NodeJS.ProcessEnv} */ (
      /** @type {unknown} */ ({ ...env, PORT: String(port), API_PORT: String(apiPort), HOST: '127.0.0.1' })
    ),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const kill = () => void endProcessTree(child.pid ?? 0);
  process.once('exit', kill);
  let output = '';
  try {
    await /** @type {Promise<void>} */ (
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error('It was not ready in time.')), READY_MS);
        for (const stream of [child.stdout, child.stderr])
          stream.setEncoding('utf8').on('data', (chunk) => {
            output += chunk;
            if (!(first ? READY : FIRST_READY).test(output)) return;
            clearTimeout(limit);
            resolve();
          });
        child.once('close', (code) => {
          clearTimeout(limit);
          reject(new Error(`It ended with exit code ${code} before it was ready.`));
        });
      })
    );
    console.log(`Started in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
    const account = await signedInAccount(`http://localhost:${port}`, first ?? output);
    const called = await calledAccount(`http://localhost:${apiPort}`, first ?? output);
    if (account !== called) throw new Error(`The console shows the account ${account}, and the wire API ${called}.`);
    console.log(`Signed in to the console and called the wire API as account ${account}.`);
    if (!existsSync(join(cwd, 'data/gatehouse.db'))) throw new Error('The data are not where it was started.');
    return output;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output}`);
  } finally {
    process.removeListener('exit', kill);
    await endProcessTree(child.pid ?? 0);
  }
}

/** Signs in as the first of the demo's people, by the form as a browser without JavaScript sends it. @param {string} url @param {string} greeting */
async function signedInAccount(url, greeting) {
  const [, account = '', name = '', password = ''] = /account (\S+), (\S+), password (\S+)/.exec(greeting) ?? [];
  const page = await (await fetch(`${url}/sign-in`)).text();
  const form = new FormData();
  for (const [, key = '', value = ''] of page.matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g))
    form.set(key, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  for (const [key, value] of Object.entries({ account, name, password })) form.set(key, value);
  const answer = await fetch(`${url}/sign-in`, { method: 'POST', body: form, redirect: 'manual', headers: { origin: url } });
  if (answer.status !== 303) throw new Error(`Signing in as ${name} was answered with ${answer.status}.`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const shown = await (await fetch(`${url}/change-password`, { headers: { cookie } })).text();
  const [, identity = ''] = /name="identity" value="([^"]*)"/.exec(shown) ?? [];
  const asked = await fetch(`${url}/api/console/sts/GetCallerIdentity?input=%7B%7D`, {
    headers: { cookie, 'x-gatehouse-identity': identity },
  });
  return (await asked.json()).data?.Account;
}

/** Makes a call with the access key of the greeting. @param {string} endpoint @param {string} greeting */
async function calledAccount(endpoint, greeting) {
  const [, accessKeyId = ''] = /AWS_ACCESS_KEY_ID=(\S+)/.exec(greeting) ?? [];
  const [, secretAccessKey = ''] = /AWS_SECRET_ACCESS_KEY=(\S+)/.exec(greeting) ?? [];
  const client = new STSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });
  return (await client.send(new GetCallerIdentityCommand({}))).Account;
}
