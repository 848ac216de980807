import { AwsError } from '../core/errors';
import { defineOperation, type Scope } from '../core/operation';
import { findCheck } from './catalogue';
import type { AccountCheck, Failing, OrganizationCheck } from './check';
import { Clock } from './clock';
import type { Finding } from './findings';
import { answerFix, type FindProblem, type FixAnswer, given, toAnswer } from './fix-answer';
import { identifiedBy } from './judge';
import { readFactsOfOrganization } from './judge-organization';
import { readParameters } from './parameter-rows';
import { GetPostureFixInput } from './schema';
import { readChecks, viewOf } from './view';

/**
 * Returns the calls that resolve a finding of the caller's account, as `answerFix` tried them. The calls of an organization's checks are
 * not tried on a copy.
 * @throws AwsError NotFound for findings that are not open or that the caller may not see
 */
export const GetPostureFix = defineOperation({
  service: 'gatehouse',
  name: 'GetPostureFix',
  access: 'Read',
  input: GetPostureFixInput,
  checks: readChecks,
  run: async ({ Reach, FindingId, Many = false }, scope): Promise<FixAnswer> => {
    const { findings } = await viewOf(scope, Reach);
    const finding = findings.find(({ id, accountId }) => id === FindingId && accountId === scope.accountId);
    const check = finding && finding.status === 'ACTIVE' ? findCheck(finding.checkId) : undefined;
    if (!finding || !check) throw notOpen();
    const answer =
      check.scope === 'organization'
        ? await answerOfOrganization(scope, check, finding)
        : await answerFix(scope, await finderOf(scope, check, finding), Many);
    if (!answer) throw notOpen();
    return answer;
  },
});

function notOpen(): AwsError {
  return new AwsError('NotFoundException', 'No open finding has this id.');
}

const isFinding = (finding: Finding, check: AccountCheck | OrganizationCheck) => (failing: Failing) =>
  identifiedBy(check, { accountId: finding.accountId, organizationId: finding.organizationId }, failing).id === finding.id;

/** Returns a function that looks for a finding in an account. */
async function finderOf(scope: Scope, check: AccountCheck, finding: Finding): Promise<FindProblem> {
  const parameters = (await readParameters(scope.db, [scope.accountId]))(scope.accountId);
  const clock = new Clock(scope.now);
  return async (account) => {
    const failing = check.examine(account, { parameters, clock })?.failing.find(isFinding(finding, check));
    return failing ? { id: finding.id, title: finding.title, fix: failing.fix } : null;
  };
}

async function answerOfOrganization(scope: Scope, check: OrganizationCheck, finding: Finding): Promise<FixAnswer | null> {
  const parameters = (await readParameters(scope.db, [scope.accountId]))(scope.accountId);
  const { organizationId } = finding;
  const organization = organizationId === null ? null : await readFactsOfOrganization(scope.db, organizationId, scope.now);
  const examination = organization && check.examine(organization, { parameters, clock: new Clock(scope.now) });
  const failing = examination?.failing.find(isFinding(finding, check));
  if (!failing) return null;
  const change = 'change' in failing.fix ? await failing.fix.change(async (account) => account) : null;
  const problem = { id: finding.id, title: finding.title, fix: failing.fix };
  return toAnswer(scope, problem, { change: given(change), account: null }, false);
}
