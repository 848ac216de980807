import { setTimeout } from 'node:timers/promises';
import { measureWork } from '../core/testing/measure-work';
import { createBenchDatabase } from '../db/test-bench-database';
import { buildAttempt } from './build-attempt';
import { builtInPacks } from './built-in';
import { evaluate } from './checks/evaluate';
import type { PackOperation } from './format/schema';
import type { Pack } from './pack';
import { readyPasswords } from './run/passwords';

type Figure = { name: string; value: number; unit: string; target?: string };

const OPERATIONS = 100;
const PASSWORDS = 20;

/**
 * Measures building and evaluating attempts, for a setup of 100 operations with 20 passwords among them and for the packs of the
 * product. Times are processor time, whatever else runs on the machine.
 */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  const startedAt = new Date('2026-03-02T09:00:00Z');
  const build = (pack: Pack, attemptId: string) => buildAttempt(pack, { attemptId, startedAt, database });
  try {
    const packs = (await builtInPacks()).flatMap(({ pack }) => pack ?? []);
    const [first] = packs;
    if (!first) throw new Error('there are no packs');
    const figures: Figure[] = [];
    const large = {
      ...first,
      scenario: { ...first.scenario, setup: largeSetup(), solution: [], steps: [], resources: {}, personas: {} },
    };
    // The first build loads and compiles what later ones reuse.
    await build(large, 'cold');
    for (const how of ['with new passwords', 'with passwords made ahead']) {
      if (how.startsWith('with')) await readyPasswords(PASSWORDS);
      await setTimeout(50);
      const { processor, longestMs } = await measureWork(() => build(large, how));
      figures.push(
        {
          name: `scenarios: setup of ${OPERATIONS} operations, ${how}`,
          value: processor * 1000,
          unit: 'ms',
          target: 'under 1000',
        },
        { name: 'scenarios: longest hold of the event loop by it', value: longestMs, unit: 'ms', target: 'under 50' },
      );
    }
    const times: number[] = [];
    let longest = 0;
    for (const pack of packs) {
      const attempt = await build(pack, `of ${pack.scenario.id}`);
      for (let round = 0; round < 5; round++) {
        const asked = { database, now: startedAt, answers: {}, milliseconds: 60_000 };
        const { processor, longestMs } = await measureWork(() => evaluate(pack, attempt, asked));
        // The first evaluation compiles what the others reuse.
        if (round > 0) {
          times.push(processor * 1000);
          if (longestMs > longest) longest = longestMs;
        }
      }
    }
    const of20 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
    figures.push(
      { name: `scenarios: 95 % of evaluations of ${packs.length} packs`, value: of20, unit: 'ms', target: 'under 40' },
      { name: 'scenarios: longest hold of the event loop by one', value: longest, unit: 'ms', target: 'under 50' },
    );
    return figures;
  } finally {
    await database.close();
  }
}

/** Returns operations that are typical of setups: users with passwords, groups and policies. */
function largeSetup(): PackOperation[] {
  const names = (count: number, prefix: string) => Array.from({ length: count }, (_, at) => `${prefix}-${at}`);
  const as = 'root@dev';
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' }],
  };
  const user = { UserName: '{{each}}' };
  return [
    { as, do: 'iam:CreateUser', each: names(PASSWORDS, 'user'), input: user },
    { as, do: 'iam:CreateLoginProfile', each: names(PASSWORDS, 'user'), input: { ...user, Password: '{{password}}' } },
    {
      as,
      do: 'iam:PutUserPolicy',
      each: names(PASSWORDS, 'user'),
      input: { ...user, PolicyName: 'own', PolicyDocument: document },
    },
    { as, do: 'iam:CreateGroup', each: names(20, 'group'), input: { GroupName: '{{each}}' } },
    { as, do: 'iam:AddUserToGroup', each: names(20, 'user'), input: { UserName: '{{each}}', GroupName: 'group-1' } },
  ];
}
