import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { z } from 'zod';
import { authorizeChecks, callerMay, enforcementOf, type May } from '../../core/authorization/authorize';
import { invalidInput } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { before } from '../../core/text/text-parts';
import { Role } from '../../iam/role/resource';
import { User } from '../../iam/user/resource';
import { findKeptResource, listingsOf } from '../../resources/resources';
import { checkAsked, ownerAsked } from '../asked-check';
import { givenContext } from '../given-context';
import { asShown, type ExplainedCheck, entityBehind } from '../readable/readable-policies';
import { mayReadAccount } from '../readable-accounts';
import { TriedCall } from './schema';

/**
 * Builds the check that the call would make.
 * @throws AwsError InvalidInput for keys that a question cannot set, and for a resource policy in an account that the caller may not
 * read. Such a policy could reveal the tags stored there
 */
async function triedCheck({ Context = [], ...asked }: z.output<typeof TriedCall>, scope: Scope): Promise<Check> {
  const kept = await findKeptResource(scope, asked.Resource);
  const owner = ownerAsked(asked, kept) ?? scope.accountId;
  if (asked.ResourcePolicy !== undefined && !(await mayReadAccount(scope, owner)))
    throw invalidInput(
      'You can try another policy only on resources of your own account. Use the access troubleshooter for other resources.',
      'ResourcePolicy',
    );
  const context = givenContext(toContext(Context), Object.keys(scope.caller.session?.contextKeys ?? {}));
  const place = { owner, callerAccountId: scope.accountId, kept, db: scope.db };
  return checkAsked({ ...asked, Context: context }, place);
}

function toContext(entries: NonNullable<TriedCall['Context']>): RequestContext {
  return Object.fromEntries(
    entries.map(({ Key, Values }) => {
      const [value, ...others] = Values;
      return [Key, value !== undefined && others.length === 0 ? value : Values];
    }),
  );
}

/**
 * Tries any action on any resource as the caller. It is authorized and recorded like a call of that name, but changes nothing. A denial
 * fails like the call itself.
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
 * Explains what a call would return, without trying it. It needs no permission, because the caller could try. Policy texts are shown only
 * to callers who may read them.
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

/** The answer. `Obeyed` is false for a denial that the account does not enforce. */
type OwnAnswer = ExplainedCheck & { Obeyed: boolean };

async function explainOwn(check: Check, scope: Scope): Promise<OwnAnswer> {
  const { results, stopped } = await authorizeChecks(scope, [check], enforcementOf(scope, [check]));
  const [result] = results;
  if (!result) throw new Error('a check that was asked has an answer');
  const about = { subject: entityBehind(scope.caller.principal) };
  return { ...(await asShown(result.explain(), scope, about)), Obeyed: result.allowed || stopped };
}

const MOST_SUGGESTED = 12;

/**
 * Suggests ARNs in the caller's account for an action by a part of their text: stored resources of the service, and users and roles for IAM
 * and STS. Resources that the caller may not list are left out.
 */
export const SuggestResources = defineOperation({
  service: 'gatehouse',
  name: 'SuggestResources',
  access: 'List',
  leavesNoEvent: true,
  input: z.object({ Action: z.string().max(128), Text: z.string().max(2048) }),
  // Each kind is authorized separately.
  checks: () => [],
  run: async ({ Action, Text }, scope) => {
    const service = before(Action, ':').toLowerCase();
    const may = await callerMay(scope);
    const arns =
      service === 'iam' || service === 'sts' ? await ofIam(scope, may, Action, Text) : await kept(scope, may, service, Text);
    return { Arns: arns.slice(0, MOST_SUGGESTED) };
  },
});

async function kept({ db, accountId, call }: Scope, may: May, service: string, text: string): Promise<string[]> {
  const types: string[] = [];
  for (const { type, check } of listingsOf(service, { accountId, region: call.region })) if (await may(check)) types.push(type);
  if (types.length === 0) return [];
  const where = { accountId, service, type: { in: types }, arn: { contains: text } };
  const rows = await db.resource.findMany({ where, orderBy: { arn: 'asc' }, take: MOST_SUGGESTED, select: { arn: true } });
  return rows.map(({ arn }) => arn);
}

async function ofIam(scope: Scope, may: May, action: string, text: string): Promise<string[]> {
  const found: string[] = [];
  const types =
    loadCatalog()
      .action(action)
      ?.resourceTypes.map(({ name }) => name) ?? [];
  // An action on neither, or an unknown action, can be meant for both.
  const named = [Role, User].filter((kind) => types.includes(kind === Role ? 'role' : 'user'));
  for (const { search } of named.length > 0 ? named : [Role, User]) {
    if (!search || !(await may(search.listing(scope)))) continue;
    const matches = await search.find(scope, text.toLowerCase(), MOST_SUGGESTED);
    // The detail of these search results is the ARN.
    found.push(...matches.flatMap(({ Detail }) => Detail ?? []));
  }
  return found;
}
