import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { z } from 'zod';
import { accessDenied } from '../core/authorization/position-denied';
import type { AccessLevel } from '../core/operation';
import { type ApplicationRow, accountOfApplicationArn, findApplication } from './application/rows';
import { notFound } from './errors';
import { type InstanceScope, instanceOperation, mayAdminister } from './operation';

/**
 * Returns an application that the caller's account may make calls about: its own, or any if it administers the instance.
 * @throws AwsError AccessDenied for the application of another account, ResourceNotFoundException
 */
export async function requireApplication(scope: InstanceScope, action: string, arn: string): Promise<ApplicationRow> {
  await requireApplicationsOf(scope, action, arn, accountOfApplicationArn(arn));
  const row = await findApplication(scope, arn);
  if (!row) throw notFound(`Could not find the application with the ARN ${arn}`);
  return row;
}

/**
 * Refuses the applications of another account, unless the caller's account administers the instance. Source: IAM Identity Center API
 * Reference, "ListApplications".
 * @param of the account; absent: all accounts
 * @throws AwsError AccessDenied
 */
export async function requireApplicationsOf(
  scope: InstanceScope,
  action: string,
  arn: string,
  of: string | undefined,
): Promise<void> {
  if (of === scope.accountId || (await mayAdminister(scope, scope.instance))) return;
  throw accessDenied(scope, action, arn);
}

/** Returns the condition key of calls about the applications of an account. */
export function applicationContext(accountId: string | undefined): RequestContext {
  return accountId === undefined ? {} : { 'sso:ApplicationAccount': accountId };
}

type Definition<S extends z.ZodType, Output> = {
  name: string;
  access: AccessLevel;
  input: S;
  run: (input: z.output<S>, scope: InstanceScope, row: ApplicationRow) => Promise<Output>;
};

/** Defines an operation about one application. */
export function applicationOperation<S extends z.ZodType<{ ApplicationArn: string; InstanceArn?: string | undefined }>, Output>({
  name,
  access,
  input,
  run,
}: Definition<S, Output>) {
  return instanceOperation({
    name,
    access,
    callers: 'member',
    ofAccountInstances: true,
    input,
    arnOf: ({ ApplicationArn }) => ApplicationArn,
    context: ({ ApplicationArn }) => applicationContext(accountOfApplicationArn(ApplicationArn)),
    run: async (given, scope) => run(given, scope, await requireApplication(scope, `sso:${name}`, given.ApplicationArn)),
  });
}
