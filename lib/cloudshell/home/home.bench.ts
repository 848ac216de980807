import { setImmediate } from 'node:timers/promises';
import { createAdministrator } from '../../aws-api/testing/load';
import type { AnyOperation, InputOf } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../../core/test-world';
import { measureHolds } from '../../core/testing/holds';
import { createBenchDatabase } from '../../db/test-bench-database';
import { RestoreSnapshot, SaveSnapshot } from '../../snapshot/operations';
import { CreateEnvironment, DeleteEnvironment } from '../console-operations';
import { DeleteHomeFile, GetHomeFile, ListHomeFiles, PutHomeFile } from './console-operations';
import { MOST_FILE_BYTES, MOST_FILES, MOST_HOME_BYTES } from './limits';

type Figure = { name: string; value: number; unit: string; target?: string };

/** Full home folders: with as many files as there can be, and with the largest. */
const HOMES = [
  { about: `a home folder of ${MOST_FILES} files: `, count: MOST_FILES, bytes: Math.floor(MOST_HOME_BYTES / MOST_FILES) },
  { about: 'a home folder of the largest files: ', count: Math.floor(MOST_HOME_BYTES / MOST_FILE_BYTES), bytes: MOST_FILE_BYTES },
];

/** Measures the calls of a shell with a full home folder, and their longest holds of the process. */
export async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { about, count, bytes } of HOMES) {
    const database = await createBenchDatabase();
    try {
      const { accountId } = await createAdministrator(database);
      const run = <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
        runOperation(operation, input, { ...testCall(rootCaller(accountId)), now: TEST_NOW }, database);
      const paths = Array.from({ length: count }, (_, index) => `folder/file-${index}.txt`);
      const Bytes = Buffer.alloc(bytes, 'text of a line\n').toString('base64');
      const fill = async () => {
        for (const Path of paths) await run(PutHomeFile, { Path, Bytes });
      };
      await fill();
      const { EnvironmentId } = await run(CreateEnvironment, {});
      const [Path = ''] = paths;
      const work = {
        'its list': () => run(ListHomeFiles, {}),
        'a file': () => run(GetHomeFile, { Path }),
        'all files, asked for at once': () => atOnce(paths, (one) => run(GetHomeFile, { Path: one })),
        'a file is saved': () => run(PutHomeFile, { Path, Bytes }),
        'all files are saved at once': () => atOnce(paths, (one) => run(PutHomeFile, { Path: one, Bytes })),
        'a snapshot': () => run(SaveSnapshot, { Name: 'full' }),
        'a folder with all is deleted': () => run(DeleteHomeFile, { Path: 'folder' }),
        'the snapshot is restored': () => run(RestoreSnapshot, { Name: 'full' }),
        'the environment is deleted': () => run(DeleteEnvironment, { EnvironmentId }),
      };
      figures.push(...(await measureHolds(work, { about })));
    } finally {
      await database.close();
    }
  }
  return figures;
}

/** Makes calls without waiting for their answers. Each begins in a turn of its own, as requests of several connections do. */
async function atOnce(paths: readonly string[], call: (path: string) => Promise<unknown>): Promise<void> {
  const calls: Promise<unknown>[] = [];
  for (const path of paths) {
    calls.push(call(path));
    await setImmediate();
  }
  await Promise.all(calls);
}
