import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, matchesStamp, writeStamp } from '../build/fingerprint.mjs';
import { runCommand } from '../process/run-command.mjs';
import { toPostgresSchema } from './postgres-schema.mjs';

/**
 * Generates the database clients for SQLite and PostgreSQL from prisma/schema.prisma when it changed since the last time.
 *
 * @param {string} root
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function generateClients(root, onLine) {
  const generated = join(root, 'lib/db/generated');
  const stamp = join(generated, '.inputs');
  const prisma = JSON.parse(readFileSync(join(root, 'node_modules/prisma/package.json'), 'utf8'));
  const inputs = fingerprint(
    root,
    ['prisma/schema.prisma', 'scripts/setup/postgres-schema.mjs', 'scripts/setup/generate.mjs'],
    [prisma.version],
  );
  if (matchesStamp(stamp, inputs)) return false;

  mkdirSync(generated, { recursive: true });
  const postgresSchema = join(generated, 'postgresql.prisma');
  writeFileSync(postgresSchema, toPostgresSchema(readFileSync(join(root, 'prisma/schema.prisma'), 'utf8'), './postgresql'));
  const cli = join(root, 'node_modules/prisma/build/index.js');
  const env = {
    ...process.env,
    // The CLI would download a schema engine before generating. Generating never runs it, so naming any file is enough.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
  for (const schema of [join(root, 'prisma/schema.prisma'), postgresSchema]) {
    await runCommand(process.execPath, [cli, 'generate', '--no-hints', '--schema', schema], { cwd: root, env, onLine });
  }
  writeFileSync(join(generated, 'models.ts'), modelsModule(readFileSync(join(generated, 'sqlite/internal/class.ts'), 'utf8')));
  writeStamp(stamp, inputs);
  return true;
}

/**
 * Returns a module with the generated client's list of models, so that reading the list does not need a client.
 *
 * @param {string} client the module that the client is made in
 */
function modelsModule(client) {
  const found = /^config\.runtimeDataModel = JSON\.parse\((".*")\)$/m.exec(client);
  if (!found) throw new Error('The generated client does not hold its models where it did; see scripts/setup/generate.mjs.');
  return `// Written by scripts/setup/generate.mjs.
type RuntimeModel = { dbName: string | null; fields: { name: string; kind: string; type: string }[] };

export const MODELS: Readonly<Record<string, RuntimeModel>> = JSON.parse(
  ${found[1]},
).models;
`;
}
