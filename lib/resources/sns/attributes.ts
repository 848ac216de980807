import type { Scope } from '../../core/operation';
import { ownPolicy, toShownPolicy, toStoredPolicy } from '../policies';
import { invalidParameter } from './errors';
import { Topic, type TopicResource } from './resource';

/** AWS's attributes that need unsupported features: subscriptions, deliveries, other services' keys, ordering. */
const NOT_HERE =
  /^(?:ArchivePolicy|ContentBasedDeduplication|DeliveryPolicy|FifoThroughputScope|FifoTopic|KmsMasterKeyId|SignatureVersion|TracingConfig|(?:Application|Firehose|HTTP|Lambda|SQS)(?:SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn))$/;

/**
 * The attributes that can be set beside the policy, with their default and a test of their values. Source: SNS API Reference,
 * SetTopicAttributes.
 */
const SETTABLE: Readonly<Record<string, readonly [usual: string, isValid: (value: string) => boolean]>> = {
  DisplayName: ['', (value) => value.length <= 100],
  MaximumMessageSize: ['262144', (value) => /^\d{1,7}$/.test(value) && Number(value) >= 1024 && Number(value) <= 1_048_576],
};

/** Returns an attribute of a topic, set or default. */
export function attributeOf({ settings }: TopicResource, name: keyof typeof SETTABLE): string {
  const [otherwise = ''] = SETTABLE[name] ?? [];
  return settings.attributes[name] ?? otherwise;
}

/** The attributes that a call sets on a topic. `policy` is absent if the call does not set it. */
type Change = { attributes: Readonly<Record<string, string>>; policy?: string };

/** @throws AwsError InvalidParameter */
export async function readAttributes(
  scope: Scope,
  topic: { accountId: string; arn: string },
  given: Readonly<Record<string, string>>,
): Promise<Change> {
  const { Policy, ...rest } = given;
  for (const [name, value] of Object.entries(rest)) requireAttribute(name, value);
  return { attributes: rest, ...(Policy !== undefined && { policy: await toStoredTopicPolicy(scope, topic, Policy) }) };
}

function requireAttribute(name: string, value: string): void {
  if (NOT_HERE.test(name)) {
    throw invalidParameter(
      `Attributes Reason: Gatehouse has standard topics alone, without subscriptions and encrypted with the key of the installation: ${name} cannot be set.`,
      'Attributes',
    );
  }
  const settable = Object.hasOwn(SETTABLE, name) ? SETTABLE[name] : undefined;
  if (!settable) throw invalidParameter('AttributeName', 'AttributeName');
  if (!settable[1](value)) throw invalidParameter(`Attributes Reason: ${name} is not valid.`, 'Attributes');
}

/** AWS's default delivery policy. */
const DELIVERY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
});

/** Returns all attributes of a topic, as AWS answers them. */
export async function shownAttributes(scope: Scope, topic: TopicResource): Promise<Record<string, string>> {
  return {
    Policy: await toShownPolicy(scope, ownPolicy(topic)),
    Owner: topic.accountId,
    SubscriptionsPending: '0',
    TopicArn: topic.arn,
    EffectiveDeliveryPolicy: DELIVERY,
    SubscriptionsConfirmed: '0',
    DisplayName: attributeOf(topic, 'DisplayName'),
    SubscriptionsDeleted: '0',
    ...(topic.settings.attributes.MaximumMessageSize && { MaximumMessageSize: attributeOf(topic, 'MaximumMessageSize') }),
  };
}

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
