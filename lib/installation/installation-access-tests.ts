import { z } from 'zod';
import { accessOperations } from '../access';
import { validationError } from '../core/errors';
import { validateInput } from '../core/module/validate-input';
import type { Database } from '../db/client';
import { type Origin, runAsRoot } from './run-as-root';

/** The account of the tests. The default is the management account of the only organization, or the only account. */
const TestWishes = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  files: z.array(z.strictObject({ name: z.string(), source: z.string() })),
  junit: z.boolean().optional(),
});

/**
 * Runs access test files in any account as its root user, for holders of an installation token.
 * @param wishes `{account, files: [{name, source}], junit}`
 * @throws AwsError ValidationError for an invalid request, NoSuchEntity for an unknown account
 */
export async function runInstallationTests(database: Database, wishes: unknown, origin: Origin) {
  const { account, ...asked } = validateInput('gatehouse', TestWishes, wishes);
  const accountId = account ?? (await onlyAccount(database));
  return runAsRoot(database, accountId, origin, accessOperations.RunAccessTests, testsInput(asked));
}

/** Returns the input of RunAccessTests from a request body. */
export function readTestWishes(wishes: unknown) {
  return testsInput(validateInput('gatehouse', TestWishes.omit({ account: true }), wishes));
}

function testsInput({ files, junit }: Pick<z.output<typeof TestWishes>, 'files' | 'junit'>) {
  return { Files: files.map(({ name, source }) => ({ Name: name, Source: source })), ...(junit && { Junit: true }) };
}

async function onlyAccount({ reader }: Database): Promise<string> {
  const organizations = await reader.organization.findMany({ take: 2, select: { managementAccountId: true } });
  const accounts = organizations.length > 0 ? [] : await reader.account.findMany({ take: 2, select: { id: true } });
  const ids = [...organizations.map(({ managementAccountId }) => managementAccountId), ...accounts.map(({ id }) => id)];
  const [id, another] = ids;
  if (id === undefined || another !== undefined) throw validationError('account: Say in which account the tests run, by its id.');
  return id;
}
