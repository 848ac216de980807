import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import startGatehouse from '../../docs/test-suites/vitest/start-gatehouse';

const SUITES = join(import.meta.dirname, '../../docs/test-suites');
const run = promisify(execFile);

/** Returns a Python that has pytest, pytest-xdist and boto3: Debian's, or else the first one on the search path. */
async function findPython(): Promise<string | undefined> {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const found = await run(python, ['-c', 'import boto3, pytest, xdist']).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  return undefined;
}

// The suites make the same calls as the tests of the wire API with other clients, so only full runs include them.
test.runIf(process.env.TEST_EVERYTHING)(
  'the suites of docs/test-suites pass in parallel on one server, each with several workers',
  async () => {
    const python = await findPython();
    if (!python) console.warn('The suite for pytest is skipped: install python3-pytest, python3-pytest-xdist and python3-boto3.');
    const stop = await startGatehouse();
    try {
      const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
      // These variables would make the new vitest believe that it is a worker of this one.
      const { VITEST, VITEST_POOL_ID, VITEST_WORKER_ID, VITEST_MODE, ...env } = process.env;
      const [withVitest, withPytest] = await Promise.all([
        run(process.execPath, [vitest, 'run', '--reporter=json'], { cwd: join(SUITES, 'vitest'), env }),
        python && run(python, ['-m', 'pytest', '-q', '-n', '2', '-p', 'no:cacheprovider'], { cwd: join(SUITES, 'pytest'), env }),
      ]);
      expect(JSON.parse(withVitest.stdout)).toMatchObject({ success: true, numPassedTestSuites: 4, numPassedTests: 14 });
      if (withPytest) expect(withPytest.stdout).toMatch(/^11 passed/m);
    } finally {
      await stop?.();
      delete process.env.GATEHOUSE_URL;
      delete process.env.GATEHOUSE_RESET_TOKEN;
    }
  },
);
