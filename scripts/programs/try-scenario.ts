// Tests the grading of a scenario, or searches for checks to add, for a running Gatehouse. Reads a request as JSON from standard input and
// writes lines of JSON. Its environment names an empty database, which is deleted afterwards.
import { text } from 'node:stream/consumers';
import { settings } from '../../lib/core/settings';
import { openDatabase } from '../../lib/db/client';
import { loadModules } from '../../lib/modules';
import { answerTry, type TryLine, type TryRequest } from '../../lib/scenario/process/try-request';
import { applyMigrations } from '../../prisma/migrate';

const say = (line: TryLine) => process.stdout.write(`${JSON.stringify(line)}\n`);

const request = JSON.parse(await text(process.stdin)) as TryRequest;
const { databaseUrl } = settings();
await applyMigrations(databaseUrl);
await loadModules();
const database = await openDatabase(databaseUrl);
try {
  say({ answer: await answerTry(request, database, (progress) => say({ progress })) });
} finally {
  await database.close();
}
