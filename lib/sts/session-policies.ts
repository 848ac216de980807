import { malformedPolicyMessage, parsePolicy } from '@gatehouse/policy/parse';
import { packedPercent } from '../core/authorization/packed-size';
import { readManagedPolicy } from '../core/authorization/principal-policies';
import { AwsError } from '../core/errors';
import type { Scope } from '../core/operation';

type Input = { Policy?: string | undefined; PolicyArns?: readonly { arn?: string | undefined }[] | undefined };
type SessionPolicies = { sessionPolicy?: string; sessionPolicyArns?: readonly string[] };

/** AWS: the characters of the inline session policy and the managed policies' ARNs together. */
const MAX_PLAIN_CHARACTERS = 2048;

/**
 * Returns the session policies of a call that starts a session in `accountId`.
 * @throws AwsError MalformedPolicyDocument for an invalid or missing policy; PackedPolicyTooLarge
 */
export async function requireSessionPolicies(
  scope: Pick<Scope, 'db'>,
  accountId: string,
  input: Input,
): Promise<SessionPolicies> {
  const arns = (input.PolicyArns ?? []).flatMap(({ arn }) => (arn === undefined ? [] : [arn]));
  if ((input.Policy?.length ?? 0) + arns.join('').length > MAX_PLAIN_CHARACTERS) throw tooLarge();
  if (input.Policy !== undefined) {
    const parsed = parsePolicy(input.Policy, 'session');
    if (!parsed.ok) throw new AwsError('MalformedPolicyDocumentException', malformedPolicyMessage(parsed.issues, 'session'));
  }
  for (const arn of arns) {
    const owner = arn.split(':')[4];
    if ((owner !== 'aws' && owner !== accountId) || !(await readManagedPolicy(scope.db, arn))) {
      throw new AwsError('MalformedPolicyDocumentException', `Policy ${arn} does not exist or is not attachable.`);
    }
  }
  return {
    ...(input.Policy === undefined ? {} : { sessionPolicy: input.Policy }),
    ...(arns.length === 0 ? {} : { sessionPolicyArns: arns }),
  };
}

/**
 * Returns the packed size of policies and tags in percent; undefined without both, as in AWS.
 * @throws AwsError PackedPolicyTooLarge
 */
export function packedPolicySize(policies: SessionPolicies, tags: readonly { Key: string; Value: string }[]): number | undefined {
  if (policies.sessionPolicy === undefined && policies.sessionPolicyArns === undefined && tags.length === 0) return undefined;
  const percent = packedPercent(policies, tags);
  if (percent > 100) throw tooLarge(percent);
  return percent;
}

// AWS: the message contains the percentage used.
function tooLarge(percent?: number): AwsError {
  const consumed = percent === undefined ? '' : `: ${percent}%`;
  return new AwsError(
    'PackedPolicyTooLargeException',
    `Serialized token too large for session. Packed size of session policies and tags consumes more than 100% of allotted space${consumed}`,
  );
}
