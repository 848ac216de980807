import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { bundle } from '../../../scripts/build/compile-server.mjs';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * Bundles one of our programs into a single file for the processes that a test starts. Loading its thousand source files would
 * take longer than the work itself. The file is deleted when the test ends.
 * @param file the program's absolute path
 * @returns the path of a file that Node.js runs as it is
 */
export async function bundledProgram(file: string): Promise<string> {
  // Inside the project, so that Node.js finds the packages with addons.
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'dist/test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await bundle(ROOT, { program: relative(ROOT, file) }, folder);
  return join(folder, 'program.mjs');
}
