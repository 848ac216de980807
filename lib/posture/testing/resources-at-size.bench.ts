import { randomUUID } from 'node:crypto';
import { createAccount } from '../../account/create-account';
import type { AnyOperation, InputOf } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../../core/test-world';
import { measureLoopDelay } from '../../core/work/loop-delay';
import { createBenchDatabase } from '../../db/test-bench-database';
import { transaction } from '../../db/transaction';
import { CreateUser } from '../../iam/user/operations';
import { GetPosture } from '../operations';

const RESOURCES = 10_000;
const AT_ONCE = 500;
const ROUNDS = 3;
const REGION = 'us-east-1';

type Figure = { name: string; value: number; unit: string; target?: string };
type Made = {
  service: string;
  type: string;
  arn: (name: string) => string;
  settings: object;
  policy: (arn: string) => object[] | null;
};

const allow = (principal: unknown, action: unknown, resource: unknown, condition?: object) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
});

/** Returns resources of each kind with typical policies. Most name their own ARN, so no two are equal. */
function kindsOf(accountId: string): readonly Made[] {
  const arn = (service: string, rest: string) => (name: string) => `arn:aws:${service}:${REGION}:${accountId}:${rest}${name}`;
  const settings = { queue: {}, key: { state: 'Enabled' }, bucket: { publicAccessBlock: null, isPublic: false } };
  return [
    {
      ...{ service: 'sqs', type: 'queue', arn: arn('sqs', ''), settings: settings.queue },
      policy: (own) => [
        allow({ Service: 'sns.amazonaws.com' }, 'sqs:SendMessage', own, { ArnEquals: { 'aws:SourceArn': `${own}-topic` } }),
        allow({ AWS: 'arn:aws:iam::444455556666:root' }, ['sqs:SendMessage', 'sqs:ReceiveMessage'], own),
      ],
    },
    {
      ...{ service: 's3', type: 'bucket', arn: (name: string) => `arn:aws:s3:::${accountId}-${name}`, settings: settings.bucket },
      policy: (own) => [
        allow(
          { AWS: ['arn:aws:iam::444455556666:role/reader', `arn:aws:iam::${accountId}:root`] },
          ['s3:Get*', 's3:ListBucket'],
          [own, `${own}/*`],
        ),
        {
          ...allow('*', 's3:*', [own, `${own}/*`], { Bool: { 'aws:SecureTransport': 'false' } }),
          Effect: 'Deny',
        },
      ],
    },
    {
      ...{ service: 'kms', type: 'key', arn: arn('kms', 'key/'), settings: settings.key },
      policy: () => [allow({ AWS: `arn:aws:iam::${accountId}:root` }, 'kms:*', '*')],
    },
    { service: 'secretsmanager', type: 'secret', arn: arn('secretsmanager', 'secret:'), settings: {}, policy: () => null },
  ];
}

/** Measures the posture of an account with 10,000 resources, nearly all of which have policies. Times are processor time. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const { id: accountId } = await transaction(database, (tx) =>
      createAccount(tx, { name: 'bench', email: 'bench@example.com', now: TEST_NOW }),
    );
    const root = <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
      runOperation(operation, input, testCall(rootCaller(accountId)), database);
    const kinds = kindsOf(accountId);
    for (let from = 0; from < RESOURCES; from += AT_ONCE) {
      const data = Array.from({ length: AT_ONCE }, (_, at) => {
        const { service, type, arn, settings, policy } = kinds[at % kinds.length] as Made;
        const name = `bench-${from + at}`;
        const Statement = policy(arn(name));
        return {
          ...{ id: randomUUID(), accountId, region: REGION, service, type, name, arn: arn(name), createdAt: TEST_NOW },
          ...{ settings: JSON.stringify(settings), tags: '[]' },
          policy: Statement && JSON.stringify({ Version: '2012-10-17', Statement }),
        };
      });
      await transaction(database, (tx) => tx.resource.createMany({ data }));
    }
    const figures: Figure[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const stop = measureLoopDelay();
      const before = process.cpuUsage();
      await root(GetPosture, {});
      const { user, system } = process.cpuUsage(before);
      figures.push(
        {
          name: `posture of 10,000 resources: ${round === 0 ? 'cold' : 'after a write'}`,
          value: (user + system) / 1e6,
          unit: 's',
          target: round === 0 ? 'under 5' : 'under 4',
        },
        { name: 'longest hold of the event loop by it', value: stop().maxMs, unit: 'ms', target: 'under 50' },
      );
      await root(CreateUser, { UserName: `user-${round}` });
    }
    return figures;
  } finally {
    await database.close();
  }
}
