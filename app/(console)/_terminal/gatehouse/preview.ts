import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { fetchRead } from '@/lib/console/query';
import { plural } from '@/lib/core/text/plural';
import { type Command, type CommandEnd, done, failed, inTime, misused } from './command';

export const preview: Command = {
  forms: [
    ['preview attach POLICY_ID TARGET_ID', 'show who loses or gains access if an SCP or RCP is attached'],
    ['preview detach POLICY_ID TARGET_ID', 'the same if it is detached'],
    ['preview update POLICY_ID DOCUMENT', 'the same with another document, such as "$(cat scp.json)"'],
    ['preview move ACCOUNT_ID TARGET_ID', 'the same if an account is moved'],
  ],
  run: async (words) => {
    const change = changeOf(words);
    return change ? effectOf(change) : misused(preview);
  },
};

function changeOf([kind, what, where, ...rest]: readonly string[]): GuardrailChange | null {
  if (what === undefined || where === undefined || rest.length > 0) return null;
  switch (kind) {
    case 'attach':
    case 'detach':
      return { kind, policyId: what, targetId: where };
    case 'update':
      return { kind, policyId: what, content: where };
    case 'move':
      return { kind, accountIds: [what], destinationId: where };
    default:
      return null;
  }
}

async function effectOf(Change: GuardrailChange): Promise<CommandEnd> {
  const read = await fetchRead('console', 'PreviewGuardrailChange', { Change }, inTime());
  if (!read.ok) return failed(read.error);
  const calls = await fetchRead('console', 'ListCallsDeniedByChange', { Change }, inTime());
  if (!calls.ok) return failed(calls.error);
  const { Lose, Gain, Undecided, Principals, Accounts, Closes, ByAccount } = read.data;
  const undecided = Undecided > 0 ? ` ${Undecided} undecided.` : '';
  return done([
    `${Lose} of ${plural(Principals, 'user or role', 'users and roles')} in ${plural(Accounts, 'account')} lose access, ${Gain} gain.${undecided}`,
    ...Closes.map((name) => `No SCP would allow anything on ${name}.`),
    ...ByAccount.map(
      (account) => `${account.Name}\t${account.Id}\tlose ${account.Lose}\tgain ${account.Gain}\t${account.Services.join(', ')}`,
    ),
    calls.data.Calls.length === 0
      ? `No call of the last ${calls.data.Days} days would be denied (${calls.data.Examined} tried again).`
      : `Calls of the last ${calls.data.Days} days that would be denied:`,
    ...calls.data.Calls.map(
      ({ AccountName, PrincipalArn, Action, Count }) => `${AccountName}\t${Action}\t${Count}\t${PrincipalArn}`,
    ),
  ]);
}
