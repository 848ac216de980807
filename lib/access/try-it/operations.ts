import type { z } from 'zod';
import { authorizeChecks, type ExplainedCheck, enforcementOf } from '../../core/authorize';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import type { RequestContext } from '../../engine';
import { findKeptResource } from '../../resources/resources';
import { checkAsked, ownerAsked } from '../asked-check';
import { givenContext } from '../given-context';
import { entityBehind, withoutHidden } from '../readable-policies';
import { TriedCall } from './schema';

/** The check that the call would be asked. @throws AwsError InvalidInput for keys that are not the question's to say */
async function triedCheck({ Context = [], ...asked }: z.output<typeof TriedCall>, scope: Scope): Promise<Check> {
  const kept = await findKeptResource(scope, asked.Resource);
  const owner = ownerAsked(asked, kept) ?? scope.accountId;
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
  return { ...(await withoutHidden(result.explain(), scope, about)), Obeyed: result.allowed || stopped };
}
