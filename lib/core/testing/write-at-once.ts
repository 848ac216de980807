import { openDatabase } from '../../db/client';
import { CreateUser, TagUser } from '../../iam/user/operations';
import { loadModules } from '../../modules';
import { TagResource } from '../../organizations/tag/operations';
import { AwsError } from '../errors';
import type { AnyOperation, InputOf } from '../operation';
import { runOperation } from '../run/run';
import { rootCaller, testCall } from '../test-world';

// Run by many-writers.test.ts in its own process: many writers at once. Prints their outcomes as JSON, by the names of their
// calls.
async function main([url = '', writer = '', count = '', ...accountIds]: string[]): Promise<void> {
  await loadModules();
  const database = await openDatabase(url);
  const outcomes: Record<string, string[]> = {};
  const call = async <O extends AnyOperation>(accountId: string, operation: O, input: InputOf<O>, name: string) => {
    const outcome = await runOperation(operation, input, testCall(rootCaller(accountId)), database).then(
      () => 'done',
      (error: unknown) => (error instanceof AwsError ? error.shape : String(error)),
    );
    outcomes[name] = [...(outcomes[name] ?? []), outcome];
  };
  const [management = ''] = accountIds;
  const write = async (index: number) => {
    const accountId = accountIds[index % accountIds.length] ?? '';
    await call(accountId, CreateUser, { UserName: `own-${writer}-${index}` }, 'a name of its own');
    await call(management, CreateUser, { UserName: `same-${index}` }, 'a name that all want');
    await call(accountId, TagUser, { UserName: `own-${writer}-${index}`, Tags: [{ Key: 'writer', Value: writer }] }, 'tags');
    const Tags = [{ Key: `writer-${writer}-${index}`, Value: 'x' }];
    if (index % 10 === 0) await call(management, TagResource, { ResourceId: accountId, Tags }, 'in the organization');
  };
  await Promise.all(Array.from({ length: Number(count) }, (_, index) => write(index)));
  process.stdout.write(JSON.stringify(outcomes));
  await database.close();
}

void main(process.argv.slice(2));
