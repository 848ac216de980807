import type { Scope } from '../../core/operation';
import { toStoredPolicy } from '../policies';
import { Topic } from './resource';

/** Source: what AWS answers as the policy of a topic that was given none. */
const DEFAULT_ACTIONS = [
  'SNS:GetTopicAttributes',
  'SNS:SetTopicAttributes',
  'SNS:AddPermission',
  'SNS:RemovePermission',
  'SNS:DeleteTopic',
  'SNS:Subscribe',
  'SNS:ListSubscriptionsByTopic',
  'SNS:Publish',
];

/**
 * The policy of a topic that was given none. By itself it opens nothing here: no call carries aws:SourceOwner, which AWS fills for some of its
 * own services alone, so policies of users and roles decide.
 */
export function defaultTopicPolicy(accountId: string, arn: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: DEFAULT_ACTIONS,
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
      },
    ],
  });
}

/** The text to store for what a call sets; none restores the default. @throws AwsError InvalidParameter */
export async function toStoredTopicPolicy(
  scope: Scope,
  { accountId, arn }: { accountId: string; arn: string },
  text: string,
): Promise<string> {
  if (!Topic.policy) throw new Error('topics have policies');
  return text === '' ? defaultTopicPolicy(accountId, arn) : toStoredPolicy(scope, Topic.policy, arn, text);
}
