import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { validatePolicy } from './validate-policy';

/** Builds a managed policy of the largest size: many statements, actions, ARNs and conditions, some with findings. */
function fullSizePolicy(): string {
  const statements = [];
  for (let index = 0; JSON.stringify(statements).length < 5_900; index++) {
    statements.push({
      Sid: `Statement${index}`,
      Effect: index % 3 === 0 ? 'Deny' : 'Allow',
      Action: ['s3:GetObject', 's3:Get*', 'ec2:DescribeInstances', 'ec2:StartInstances', 'iam:PassRole', 'dynamodb:Query'],
      Resource: ['arn:aws:s3:::records/*', 'arn:aws:ec2:*:111122223333:instance/*', 'arn:aws:iam::111122223333:role/ci-*'],
      Condition: {
        StringEquals: { 'aws:ResourceTag/team': 'blue', 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] },
        Bool: { 'aws:SecureTransport': 'true' },
      },
    });
  }
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

/** Measures the milliseconds to validate a full-size policy: the first time in a process, and when warm (the median). */
export async function run(): Promise<{ name: string; value: number; unit: string }[]> {
  const text = fullSizePolicy();
  const catalog = loadCatalog();
  const once = () => {
    const started = performance.now();
    validatePolicy(text, 'identity', { catalog });
    return performance.now() - started;
  };
  const first = once();
  const times = Array.from({ length: 50 }, once).sort((a, b) => a - b);
  return [
    { name: 'validate: full-size policy, first time', value: first, unit: 'ms' },
    { name: 'validate: full-size policy', value: times[25] ?? first, unit: 'ms' },
  ];
}
