import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { z } from 'zod';
import { authorizeChecks, callerMay, enforcementOf, type May } from '../../core/authorize';
import { invalidInput } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { before } from '../../core/text-parts';
import { Role } from '../../iam/role/resource';
import { User } from '../../iam/user/resource';
import { findKeptResource, keptTypes } from '../../resources/resources';
import { checkAsked, ownerAsked } from '../asked-check';
import { givenContext } from '../given-context';
import { mayReadAccount } from '../readable-accounts';
import { asShown, type ExplainedCheck, entityBehind } from '../readable-policies';
import { TriedCall } from './schema';

/**
 * The check that the call would be asked.
 * @throws AwsError InvalidInput for keys that are not the question's to say, and for a policy on a resource of an account that the caller does
 * not read: what that account stores of the resource bears on the answer, and a policy of the caller's own choice would find out its tags
 */
async function triedCheck({ Context = [], ...asked }: z.output<typeof TriedCall>, scope: Scope): Promise<Check> {
  const kept = await findKeptResource(scope, asked.Resource);
  const owner = ownerAsked(asked, kept) ?? scope.accountId;
  if (asked.ResourcePolicy !== undefined && !(await mayReadAccount(scope, owner)))
    throw invalidInput(
      'Another policy can be tried on a resource of your own account alone. The access troubleshooter answers such questions about others.',
      'ResourcePolicy',
    );
  const context = givenContext(toContext(Context), Object.keys(scope.caller.session?.contextKeys ?? {}));
  const place = { owner, callerAccountId: scope.accountId, kept, db: scope.db };
  return checkAsked({ ...asked, Context: context }, place);
}

function toContext(entries: NonNullable<TriedCall['Context']>): RequestContext {
  return Object.fromEntries(entries.map(({ Key, Values }) => [Key, Values.length === 1 ? (Values[0] ?? '') : Values]));
}

/**
 * Tries any action there is on any resource, as the caller: decided and recorded as a call of that name, which made nothing happen. A denial
 * fails as the call itself would.
 */
export const TryCall = defineOperation({
  service: 'gatehouse',
  name: 'TryCall',
  access: 'Read',
  trial: true,
  input: TriedCall,
  target: (input, scope) => triedCheck(input, scope),
  checks: (_, __, check) => [check],
  run: (_, scope, check) => explainOwn(check, scope),
});

/**
 * Only asks what would come of it. It needs no permission: whoever asks could try. Texts of policies are for whoever may read them by their own
 * operation.
 */
export const AskOwnCall = defineOperation({
  service: 'gatehouse',
  name: 'AskOwnCall',
  access: 'Read',
  leavesNoEvent: true,
  input: TriedCall,
  target: (input, scope) => triedCheck(input, scope),
  checks: () => [],
  run: (_, scope, check) => explainOwn(check, scope),
});

/** `Obeyed`: false for a denial with which the call would go on, since the account only records denials or has its policies off. */
type OwnAnswer = ExplainedCheck & { Obeyed: boolean };

async function explainOwn(check: Check, scope: Scope): Promise<OwnAnswer> {
  const { results, stopped } = await authorizeChecks(scope, [check], enforcementOf(scope, [check]));
  const [result] = results;
  if (!result) throw new Error('a check that was asked has an answer');
  const about = { subject: entityBehind(scope.caller.principal) };
  return { ...(await asShown(result.explain(), scope, about)), Obeyed: result.allowed || stopped };
}

/** The calls that list what a service keeps here. Source: Service Authorization Reference. */
const LISTINGS: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb:ListTables',
  ec2: 'ec2:DescribeInstances',
  kms: 'kms:ListKeys',
  lambda: 'lambda:ListFunctions',
  s3: 's3:ListAllMyBuckets',
  secretsmanager: 'secretsmanager:ListSecrets',
  sns: 'sns:ListTopics',
  sqs: 'sqs:ListQueues',
};
const MOST_SUGGESTED = 12;

/**
 * ARNs of what there is in the caller's account that an action may be about, by a part of their text: what its service keeps, and for IAM and STS
 * users and roles. What the caller may not list is not told.
 */
export const SuggestResources = defineOperation({
  service: 'gatehouse',
  name: 'SuggestResources',
  access: 'List',
  leavesNoEvent: true,
  input: z.object({ Action: z.string().max(128), Text: z.string().max(2048) }),
  // Each kind is checked on its own.
  checks: () => [],
  run: async ({ Action, Text }, scope) => {
    const service = before(Action, ':').toLowerCase();
    const may = await callerMay(scope);
    const arns =
      service === 'iam' || service === 'sts' ? await ofIam(scope, may, Action, Text) : await kept(scope, may, service, Text);
    return { Arns: arns.slice(0, MOST_SUGGESTED) };
  },
});

async function kept({ db, accountId }: Scope, may: May, service: string, text: string): Promise<string[]> {
  const listing = LISTINGS[service];
  if (listing === undefined || !(await may({ action: listing, resource: '*' }))) return [];
  const where = { accountId, service, type: { in: keptTypes(service) }, arn: { contains: text } };
  const rows = await db.resource.findMany({ where, orderBy: { arn: 'asc' }, take: MOST_SUGGESTED, select: { arn: true } });
  return rows.map(({ arn }) => arn);
}

async function ofIam(scope: Scope, may: May, action: string, text: string): Promise<string[]> {
  const found: string[] = [];
  const types =
    loadCatalog()
      .action(action)
      ?.resourceTypes.map(({ name }) => name) ?? [];
  // Of an action that is about neither of them, or is not known, both may be meant.
  const named = [Role, User].filter((kind) => types.includes(kind === Role ? 'role' : 'user'));
  for (const { search } of named.length > 0 ? named : [Role, User]) {
    if (!search || !(await may(search.listing(scope)))) continue;
    const matches = await search.find(scope, text.toLowerCase(), MOST_SUGGESTED);
    // What a search says as detail is the ARN.
    found.push(...matches.flatMap(({ Detail }) => Detail ?? []));
  }
  return found;
}
