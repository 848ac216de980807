import { accountCheck } from '../../account/settings-operations';
import { rootUserArn } from '../../core/arns';
import { invalidInput } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { reachChecks } from '../many-principals';
import { type AccessTestFile, deleteFile, findFiles, putFile, requireFile } from './files';
import { readTestFile } from './read-file';
import { reachOfTests } from './run-tests';
import { AccessTestFileName, ListAccessTestFilesInput, PutAccessTestFileInput, SuggestAccessTestsInput } from './schema';
import { suggestTests } from './suggest';

/** Lists the access test files of the caller's account by name. */
export const ListAccessTestFiles = defineOperation({
  service: 'gatehouse',
  name: 'ListAccessTestFiles',
  access: 'List',
  input: ListAccessTestFilesInput,
  checks: (_input, scope) => [accountCheck('gatehouse:ListAccessTestFiles', scope)],
  run: async (_input, scope) => {
    const files = await findFiles(scope);
    return { Files: files.map(({ Source: _, ...file }): AccessTestFile => file) };
  },
});

export const GetAccessTestFile = defineOperation({
  service: 'gatehouse',
  name: 'GetAccessTestFile',
  access: 'Read',
  input: AccessTestFileName,
  checks: (_input, scope) => [accountCheck('gatehouse:GetAccessTestFile', scope)],
  run: async ({ Name }, scope) => ({ File: await requireFile(scope, Name) }),
});

/** Stores an access test file. A file with faults is refused with the position of the first one. */
export const PutAccessTestFile = defineOperation({
  service: 'gatehouse',
  name: 'PutAccessTestFile',
  access: 'Write',
  input: PutAccessTestFileInput,
  checks: (_input, scope) => [accountCheck('gatehouse:PutAccessTestFile', scope)],
  // Parsing takes time, so it happens before the transaction.
  prepare: async ({ Source }) => {
    const read = await readTestFile(Source);
    const [issue] = read.ok ? [] : read.issues;
    if (issue) throw invalidInput(`Line ${issue.Line}, column ${issue.Column}: ${issue.Message}`, 'Source');
    return {};
  },
  run: async ({ Name, Source, New = false }, scope) => {
    const { partition, accountId, caller } = scope;
    const by = 'arn' in caller.principal ? caller.principal.arn : rootUserArn(partition, accountId);
    const { Source: _, ...File } = await putFile(scope, { name: Name, source: Source, by, isNew: New });
    return { File };
  },
  // No decision depends on an access test.
  touches: () => ({}),
});

export const DeleteAccessTestFile = defineOperation({
  service: 'gatehouse',
  name: 'DeleteAccessTestFile',
  access: 'Write',
  input: AccessTestFileName,
  checks: (_input, scope) => [accountCheck('gatehouse:DeleteAccessTestFile', scope)],
  run: async ({ Name }, scope) => {
    await deleteFile(scope, Name);
    return {};
  },
  touches: () => ({}),
});

/** Suggests a first file of tests that hold in the account now and fail once the access changes. */
export const SuggestAccessTests = defineOperation({
  service: 'iam',
  name: 'SuggestAccessTests',
  access: 'Read',
  input: SuggestAccessTestsInput,
  checks: (_input, scope) => reachChecks(reachOfTests(scope), '*'),
  run: async (_input, scope) => ({ Source: await suggestTests(scope) }),
});
