import { callerMay } from '../../core/authorization/authorize';
import { defineOperation } from '../../core/operation';
import { ANALYZED_FOR, analyze } from '../../posture/analyzers/analyzed-access';
import { fixOfReported } from '../../posture/analyzers/analyzed-fixes';
import { answerFix, type FindProblem, type FixAnswer, mayNotRead, toAnswer } from '../../posture/fix-answer';
import { type AnalyzerRow, analyzerCheck, findAnalyzerOf, notFound, requireAnalyzer } from '../analyzer/rows';
import { type AnalyzerFinding, type AnalyzerFindingFacts, borderOf, findingsIn } from './findings';
import { readFindings } from './read';
import { GetAnalyzerFindingFixInput } from './schema';

/** The permission to read everything that a fix looks at, and the permission to read what was used. */
const DETAILS = 'iam:GetAccountAuthorizationDetails';
const USES = 'iam:GetServiceLastAccessedDetails';

/**
 * Returns the calls that end a finding of an analyzer, tried on a copy of the account. Findings in other accounts of the
 * organization are fixed there.
 * @throws AwsError ResourceNotFoundException for findings that are resolved or do not exist
 */
export const GetAnalyzerFindingFix = defineOperation({
  service: 'gatehouse',
  name: 'GetAnalyzerFindingFix',
  access: 'Read',
  input: GetAnalyzerFindingFixInput,
  target: ({ AnalyzerArn }, scope) => findAnalyzerOf(scope, AnalyzerArn),
  checks: ({ AnalyzerArn }, _scope, analyzer) => analyzerCheck('GetFinding', AnalyzerArn, analyzer),
  run: async ({ AnalyzerArn: analyzerArn, FindingId, Many = false }, scope, found): Promise<FixAnswer> => {
    const analyzer = requireAnalyzer(found, analyzerArn);
    const finding = (await readFindings(scope, analyzer, { analyzerArn })).find(({ id }) => id === FindingId);
    if (!finding || finding.status === 'RESOLVED') throw gone(FindingId);
    const { resourceOwnerAccount: owner } = finding;
    if (owner !== scope.accountId) {
      const because = `This is fixed in the account ${owner}. Sign in there and open its own findings.`;
      return byHand(scope, finding, because);
    }
    const may = await callerMay(scope);
    for (const action of finding.findingType === 'UnusedPermission' ? [DETAILS, USES] : [DETAILS]) {
      if (!(await may({ action, resource: '*' }))) return byHand(scope, finding, mayNotRead(action));
    }
    const answer = await answerFix(scope, finderOf(analyzer, finding, scope.now), Many);
    if (!answer) throw gone(FindingId);
    return answer;
  },
});

function gone(id: string) {
  return notFound(`The finding ${id} cannot be found, or is resolved.`, id, 'Finding');
}

type Asked = Parameters<typeof toAnswer>[0];

/** Returns an answer without calls. */
function byHand(scope: Asked, { id, resource, resourceOwnerAccount }: AnalyzerFinding, text: string): Promise<FixAnswer> {
  const place = ['account', resourceOwnerAccount] as const;
  const fix = { text: resource, place, needs: DETAILS, byHand: text };
  return toAnswer(scope, { id, title: resource, fix }, { change: null, account: null }, false);
}

/** Returns a function that looks for a finding in an account: the same kind, resource, principal and access key. */
function finderOf(analyzer: AnalyzerRow, finding: AnalyzerFinding, now: Date): FindProblem {
  const wanted = new Set([ANALYZED_FOR[analyzer.type] ?? []].flat());
  return async (account) => {
    const there = findingsIn(analyzer, account.id, await analyze(account, wanted, now), now);
    const found = there.find((each) => isSame(each, finding));
    if (!found) return null;
    const { id, findingType: type, resource, external, accessKeyId } = found;
    const reported = {
      type,
      resource,
      ...(external && { external }),
      ...(accessKeyId !== undefined && { accessKeyId }),
      since: borderOf(analyzer, now),
      days: analyzer.unusedAccessAge ?? 0,
    };
    return { id, title: titleOf(found), fix: fixOfReported(account, reported) };
  };
}

function isSame(one: AnalyzerFindingFacts, other: AnalyzerFindingFacts): boolean {
  const keyOf = ({ findingType, resource, external, accessKeyId }: AnalyzerFindingFacts) =>
    JSON.stringify([findingType, resource, external?.principal, accessKeyId]);
  return keyOf(one) === keyOf(other);
}

/** Returns the title of a finding: "ana has unused permissions". */
function titleOf({ findingType, resource, external, accessKeyId }: AnalyzerFindingFacts): string {
  const name = resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  switch (findingType) {
    case 'ExternalAccess': {
      const [principal] = Object.values(external?.principal ?? {});
      return `${principal === '*' || principal === undefined ? 'Everybody' : principal} has access to ${name}`;
    }
    case 'UnusedIAMRole':
      return `The role ${name} is not used`;
    case 'UnusedIAMUserAccessKey':
      return `The access key ${accessKeyId} of ${name} is not used`;
    case 'UnusedIAMUserPassword':
      return `The password of ${name} is not used`;
    case 'UnusedPermission':
      return `${name} has unused permissions`;
  }
}
