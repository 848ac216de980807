import { createAdministrator } from '../../aws-api/testing/load';
import { runOperation } from '../../core/run/run';
import { rootCaller, testCall } from '../../core/test-world';
import { createBenchDatabase } from '../../db/test-bench-database';
import { CreatePolicy } from '../../iam/policy/operations';
import { createCrowd } from '../../iam/test-crowd';
import { PreviewPolicyChange } from './operations';

type Figure = { name: string; value: number; unit: string; target?: string };

const document = (...Action: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

const SIZES = [
  { users: 100, unit: 'ms', target: 'under 300' },
  { users: 10_000, unit: 'ms', target: 'under 2000' },
] as const;
/** Each text is compared once, as while typing. */
const TEXTS = [document('s3:*', 'ec2:*'), document('s3:Get*', 'sqs:*'), document('s3:*', 'iam:Get*'), document('*')];

/** Measures the preview of a policy that many users have, without other load. */
export async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { users, unit, target } of SIZES) {
    const database = await createBenchDatabase();
    try {
      const { accountId } = await createAdministrator(database);
      const call = () => testCall(rootCaller(accountId));
      const PolicyDocument = document('s3:GetObject', 'ec2:Describe*');
      const { Policy } = await runOperation(CreatePolicy, { PolicyName: 'Bench', PolicyDocument }, call(), database);
      const PolicyArn = Policy.Arn;
      await createCrowd(database, accountId, PolicyArn, { users, groups: 10, groupsPerUser: 2 });
      const took: number[] = [];
      for (const Document of [...TEXTS, ...TEXTS.map((text) => `${text} `)]) {
        const started = performance.now();
        const Change = { Kind: 'version', PolicyArn, Document } as const;
        await runOperation(PreviewPolicyChange, { Change, Many: true }, call(), database);
        took.push(performance.now() - started);
      }
      const [first = 0, ...later] = took;
      const who = `policy preview: ${users.toLocaleString('en')} users with the policy`;
      figures.push(
        { name: `${who}, first (their policies are read)`, value: first, unit },
        { name: `${who}, as the text is written, slowest of ${later.length}`, value: Math.max(...later), unit, target },
      );
    } finally {
      await database.close();
    }
  }
  return figures;
}
