// `npm run bench [-- --json FILE] [-- --events NUMBER] [-- WORD…]`: runs every *.bench.ts of lib and packages in a process of its own and prints the figures. A bench
// file exports `run(): Promise<{ name, value, unit }[]>`; a figure may carry `target` ("at least 300000", "under 20") to be shown beside it.
// Words pick the files whose path has one of them; `--events` says how many the history of history.bench.ts has. Slow figures never make it fail; a bench that cannot run does.
import { readdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bold, dim, red } from './process/progress.mjs';
import { CommandError, runCommand } from './process/run-command.mjs';
import { prepare } from './setup/prepare.mjs';

const root = dirname(import.meta.dirname);
const MARK = '\u0001figures:';

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, events: { type: 'string' } },
  allowPositionals: true,
});
process.chdir(root);
await prepare(root, { install: 'all', compile: false, build: false });

const machine = {
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  system: `${platform()} ${arch()}`,
  node: process.version,
};
console.log(`\n${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node.js ${machine.node}\n`);

const files = ['lib', 'packages']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.bench.ts') && !file.includes('node_modules'))
  .filter((file) => positionals.length === 0 || positionals.some((word) => file.includes(word)))
  .sort();
/** @typedef {{ name: string, value: number, unit: string, target?: string }} Figure */

/** @type {({ file: string } & Figure)[]} */
const figures = [];
for (const file of files) {
  console.log(bold(file));
  try {
    const found = await runBench(file);
    figures.push(...found.map((figure) => ({ file, ...figure })));
    for (const { name, value, unit, target } of found) {
      console.log(`  ${name.padEnd(64)} ${format(value).padStart(12)} ${unit}${target ? dim(`  (${target})`) : ''}`);
    }
  } catch (error) {
    process.exitCode = 1;
    console.log(red(`  ${error instanceof Error ? error.message : error}`));
    if (error instanceof CommandError) console.log(error.output);
  }
}
if (files.length === 0) console.log('No bench file matches.');
if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, figures }, null, 2)}\n`);

/** @param {string} file @returns {Promise<Figure[]>} */
async function runBench(file) {
  const program = `const { loadModules } = await import('./lib/modules.ts'); await loadModules(); const { run } = await import(${JSON.stringify(`./${file}`)}); console.log(${JSON.stringify(MARK)} + JSON.stringify(await run())); process.exit(0);`;
  const args = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', program];
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    ...(values.events ? { BENCH_EVENTS: values.events } : {}),
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    SECRET_KEY: 'a key for measurements that protects nothing',
  };
  const { stdout } = await runCommand(process.execPath, args, { cwd: root, env });
  const line = stdout.split('\n').find((text) => text.startsWith(MARK));
  if (!line) throw new Error('It printed no figures.');
  return JSON.parse(line.slice(MARK.length));
}

/** @param {number} value */
function format(value) {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}
