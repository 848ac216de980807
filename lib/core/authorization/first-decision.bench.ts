import { randomUUID } from 'node:crypto';
import { createAccount } from '../../account/create-account';
import { createBenchDatabase } from '../../db/test-bench-database';
import { transaction } from '../../db/transaction';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateUser, GetUser } from '../../iam/user/operations';
import { rootUserArn } from '../arns';
import type { Call, Caller } from '../call';
import { runOperation } from '../run/run';

const WARM_UP = 40;
const ROUNDS = 200;

function callOf(caller: Caller): Call {
  return {
    caller,
    requestId: randomUUID(),
    now: new Date(),
    sourceIp: '127.0.0.1',
    userAgent: 'bench',
    region: 'us-east-1',
    partition: 'aws',
    secureTransport: true,
    via: 'api',
  };
}

/** Measures a call after a change of its caller's policy: it reads the revision and the policies, compiles, decides, answers and records. */
export async function run(): Promise<{ name: string; value: number; unit: string; target?: string }[]> {
  const database = await createBenchDatabase();
  try {
    const { id } = await transaction(database, (tx) =>
      createAccount(tx, { name: 'bench', email: 'bench@example.com', now: new Date() }),
    );
    const root: Caller = {
      accountId: id,
      credential: 'longTerm',
      principal: { type: 'Root', accountId: id, arn: rootUserArn('aws', id) },
    };
    const { User } = await runOperation(CreateUser, { UserName: 'maria' }, callOf(root), database);
    const arn = User.Arn;
    const maria: Caller = {
      accountId: id,
      credential: 'longTerm',
      principal: { type: 'User', accountId: id, arn, userId: User.UserId, userName: 'maria' },
    };
    const times: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      // The policy text is new each time, so that no compiled version of it exists.
      const Statement = [
        { Sid: `Round${round}`, Effect: 'Allow', Action: 'iam:GetUser', Resource: arn },
        ...Array.from({ length: 20 }, (_, i) => ({
          Effect: 'Allow',
          Action: [`s3:Get${i}*`],
          Resource: `arn:aws:s3:::bucket-${round}-${i}/*`,
        })),
      ];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      await runOperation(PutUserPolicy, { UserName: 'maria', PolicyName: 'p', PolicyDocument }, callOf(root), database);
      const started = performance.now();
      await runOperation(GetUser, { UserName: 'maria' }, callOf(maria), database);
      if (round >= WARM_UP) times.push(performance.now() - started);
    }
    times.sort((a, b) => a - b);
    return [
      { name: 'first call after a change of policy, median', value: times[ROUNDS / 2] ?? 0, unit: 'ms', target: 'under 5' },
      { name: 'first call after a change of policy, 99th of 100', value: times[Math.floor(ROUNDS * 0.99)] ?? 0, unit: 'ms' },
    ];
  } finally {
    await database.close();
  }
}
