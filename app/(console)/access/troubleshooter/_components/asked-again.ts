import type { Explanation, PolicyRef } from '@gatehouse/policy/evaluate';
import { askedPrincipal } from '@/app/(console)/access/_components/answer-href';
import { trialOf } from '@/app/(console)/access/_components/fix-trial';
import { type Question, questionHref } from '@/app/(console)/access/question-fragment';
import type { ShownFix } from '@/components/access/decision-view';
import type { CredentialName } from '@/lib/access/limits';
import type { ExplainedCheck } from '@/lib/access/readable/readable-policies';

export type Recorded = Pick<ExplainedCheck, 'explanation' | 'comparesHiddenTags'>;

/** A recorded request as a question about current policies. */
export type AskedAgain = {
  question: Question;
  /** The parts that the request had and the question lacks, as words in a sentence. With any, the answer can differ from the recorded one. */
  lacks: readonly string[];
};

// Keys that follow from the caller, the resource or the time.
const FOLLOWS = /^aws:(Principal|Resource|username$|CurrentTime$|EpochTime$)|ResourceTag\//i;
// Keys of a role session, which its role does not have.
const OF_SESSION = /^aws:(PrincipalTag\/|userid$)/i;
// Keys that Ask sets for a call made now. A recorded call without them is asked without them.
const SET_BY_ASK = [
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:TokenIssueTime',
  'aws:SourceIp',
  'aws:UserAgent',
  'aws:SecureTransport',
];
const SET_BY_ASK_FOR_S3 = ['s3:TlsVersion', 's3:authType', 's3:signatureversion', 's3:signatureAge'];

/** Returns a recorded request as a question about current policies, or null if Ask has no such principals. */
export function askedAgain({ explanation, comparesHiddenTags }: Recorded): AskedAgain | null {
  const { action: Action, resource: Resource, resourceAccount, principal } = explanation.request;
  const PrincipalArn = askedPrincipal(explanation);
  if (PrincipalArn === undefined) return null;
  const ResourceAccount = /^[^:]*:[^:]*:[^:]*:[^:]*:\d{12}:/.test(Resource) ? undefined : resourceAccount;
  const question = { PrincipalArn, Action, Resource, ResourceAccount, Credential: credentialOf(explanation) };
  const lacks: string[] = [];
  if (explanation.policies.some(({ policy }) => policy.type === 'session')) lacks.push("the session's policies");
  if (principal.type === 'AssumedRole' && comparesHiddenTags)
    lacks.push("the session's tags, which you don't have permission to view");
  return { question: { ...question, Context: contextOf(explanation) }, lacks };
}

/**
 * Returns the page that tries a proposed change of a recorded request with the current policies. Returns null if no page can try the
 * change, or if the question lacks something that the request had.
 * @param policy the policy to change, if it exists
 */
export function trialHref(recorded: Recorded, fix: ShownFix, policy: PolicyRef | undefined): string | null {
  const again = askedAgain(recorded);
  const tries = fix.others === undefined && trialOf(fix, policy) !== null;
  return again && again.lacks.length === 0 && tries ? questionHref(again.question, fix.sentence) : null;
}

function contextOf({ request: { action, context, principal } }: Explanation): NonNullable<Question['Context']> {
  const isSession = principal.type === 'AssumedRole';
  const recorded = Object.entries(context).filter(([key]) => (OF_SESSION.test(key) ? isSession : !FOLLOWS.test(key)));
  const names = new Set(recorded.map(([key]) => key.toLowerCase()));
  const set = /^s3:/i.test(action) ? [...SET_BY_ASK, ...SET_BY_ASK_FOR_S3] : SET_BY_ASK;
  return [
    ...recorded.map(([Key, value]) => ({ Key, Values: typeof value === 'string' ? [value] : [...value] })),
    ...set.filter((key) => !names.has(key.toLowerCase())).map((Key) => ({ Key, Values: [] })),
  ];
}

/** Returns the credentials of a recorded request. Records of older releases have none. */
function credentialOf({ request: { credential, context } }: Explanation): CredentialName | undefined {
  const withMfa = context['aws:MultiFactorAuthPresent'] === 'true';
  switch (credential) {
    case 'longTerm':
      return 'accessKey';
    case 'console':
      return withMfa ? 'consoleWithMfa' : 'console';
    case 'assumeRole':
      return withMfa ? 'roleWithMfa' : 'role';
    case 'sessionToken':
    case 'sessionTokenWithMfa':
    case 'unsigned':
      return credential;
    default:
      return undefined;
  }
}
