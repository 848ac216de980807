import type { Scope } from '../../core/operation';
import { toStoredPolicy } from '../policies';
import { Topic } from './resource';

/** Source: AWS's answer for the policy of a topic without one. */
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
 * Returns the policy of a topic without one. It allows nothing here: it requires aws:SourceOwner, which AWS sets only for some of
 * its own services, so the policies of users and roles decide.
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

/** Returns the text to store for a call's policy. An empty one restores the default. @throws AwsError InvalidParameter */
export async function toStoredTopicPolicy(
  scope: Scope,
  { accountId, arn }: { accountId: string; arn: string },
  text: string,
): Promise<string> {
  if (!Topic.policy) throw new Error('topics have policies');
  return text === '' ? defaultTopicPolicy(accountId, arn) : toStoredPolicy(scope, Topic.policy, arn, text);
}
