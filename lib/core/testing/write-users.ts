import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../db/client';
import { CreateUser, GetUser } from '../../iam/user/operations';
import { loadModules } from '../../modules';
import { rootUserArn } from '../arns';
import type { Call } from '../call';
import { runOperation } from '../run/run';

// Run by durability.test.ts in its own process: creates users, reads each, and prints its name when both calls were acknowledged.
async function main([url = '', accountId = '', round = '']: string[]): Promise<void> {
  await loadModules();
  const database = await openDatabase(url);
  for (let i = 0; ; i++) {
    const call: Call = {
      caller: { accountId, credential: 'longTerm', principal: { type: 'Root', accountId, arn: rootUserArn('aws', accountId) } },
      requestId: randomUUID(),
      now: new Date(),
      sourceIp: '127.0.0.1',
      userAgent: 'test',
      region: 'us-east-1',
      partition: 'aws',
      secureTransport: true,
      via: 'api',
    };
    const UserName = `user-${round}-${i}`;
    await runOperation(CreateUser, { UserName }, call, database);
    await runOperation(GetUser, { UserName }, { ...call, requestId: randomUUID() }, database);
    process.stdout.write(`${UserName}\n`);
  }
}

void main(process.argv.slice(2));
