import { AwsError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { findCheck } from '../catalogue';
import type { AccountCheck, Failing, OrganizationCheck } from '../check';
import { Clock } from '../clock';
import type { ExaminedOrganization } from '../facts';
import type { Finding } from '../findings';
import { answerFix, type FindProblem, type FixAnswer, given, type TriedChange, toAnswer } from '../fix-answer';
import { identifiedBy } from '../judge';
import { readOrganizationToTry } from '../judge-organization';
import { allowsMore, organizationAfter } from '../organization-trial';
import { readParameters } from '../parameter-rows';
import { GetPostureFixInput } from '../schema';
import { readChecks, viewOf } from '../view';

/**
 * Returns the calls that resolve a finding of the caller's account or organization, after they were tried on a copy.
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

const EXCEEDS = 'The change that Gatehouse tried on a copy of the organization exceeds a quota.';
const NOT_ENDED =
  'The change that Gatehouse tried on a copy of the organization does not end this. Only you know what else is needed.';
const WIDENS =
  'The change that Gatehouse tried on a copy of the organization would allow members more. Only you know whether that is right.';

async function answerOfOrganization(scope: Scope, check: OrganizationCheck, finding: Finding): Promise<FixAnswer | null> {
  const parameters = (await readParameters(scope.db, [scope.accountId]))(scope.accountId);
  const { organizationId } = finding;
  const before = organizationId === null ? null : await readOrganizationToTry(scope.db, organizationId, scope.now);
  const find = (facts: ExaminedOrganization) =>
    check.examine(facts, { parameters, clock: new Clock(scope.now) })?.failing.find(isFinding(finding, check));
  const failing = before && find(before.facts);
  if (!failing) return null;
  const tried = async (): Promise<TriedChange> => {
    const change = 'change' in failing.fix ? given(await failing.fix.change(async (account) => account)) : null;
    const refused = (because: string) => ({ change: null, account: null, because });
    if (!change) return { change, account: null };
    const after = await organizationAfter(before, change.steps);
    if (!after) return refused(EXCEEDS);
    if (find(after.facts)) return refused(NOT_ENDED);
    if (change.gives === undefined && (await allowsMore(before, after))) return refused(WIDENS);
    return { change, account: null };
  };
  return toAnswer(scope, { id: finding.id, title: finding.title, fix: failing.fix }, await tried(), false);
}
