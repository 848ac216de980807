import { setTimeout } from 'node:timers/promises';
import { seedDemo } from '../../../prisma/seed';
import { runOperation } from '../../core/run/run';
import { rootCaller, testCall } from '../../core/test-world';
import { measureLoopDelay } from '../../core/work/loop-delay';
import { createBenchDatabase } from '../../db/test-bench-database';
import { RunAccessTests } from './operations';

type Figure = { name: string; value: number; unit: string; target?: string };

const TESTS = 1_000;

/** Measures 1,000 access tests of the demo organization. Times are CPU times. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    await seedDemo(database);
    const { managementAccountId } = await database.reader.organization.findFirstOrThrow();
    const root = testCall(rootCaller(managementAccountId));
    const tests = Array.from({ length: TESTS }, (_, at) => {
      const asked = `action: [s3:GetObject, s3:ListBucket], resource: "arn:aws:s3:::some-${at}/x"`;
      return `  - { name: test ${at}, account: acme-dev, deny: { principal: user/user-${(at % 3) + 1}, ${asked} } }\n`;
    });
    const Source = `version: 1\ntests:\n${tests.join('')}`;
    const figures: Figure[] = [];
    for (const how of ['for the first time', 'once more']) {
      await setTimeout(50);
      const stop = measureLoopDelay();
      const before = process.cpuUsage();
      await runOperation(RunAccessTests, { Files: [{ Name: 'tests', Source }] }, root, database);
      const { user, system } = process.cpuUsage(before);
      const { maxMs } = stop();
      figures.push(
        { name: `access tests: ${TESTS} run ${how}`, value: (user + system) / 1e6, unit: 's', target: 'under 2' },
        { name: 'access tests: longest hold of the event loop by it', value: maxMs, unit: 'ms', target: 'under 50' },
      );
    }
    return figures;
  } finally {
    await database.close();
  }
}
