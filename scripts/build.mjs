// `npm run build`: everything `npm start` does before it needs a database.
import { dirname } from 'node:path';
import { CommandError } from './process/run-command.mjs';
import { prepare } from './setup/prepare.mjs';

try {
  await prepare(dirname(import.meta.dirname), { compile: true, build: true });
} catch (error) {
  console.error(error instanceof CommandError ? `${error.output}\n${error.message}` : error);
  process.exitCode = 1;
}
