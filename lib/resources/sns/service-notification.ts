import { findAccountFacts } from '../../core/account-facts';
import { authorizeCheck, type CallerPolicies } from '../../core/authorization/authorize';
import type { Call } from '../../core/call';
import type { ServiceNotification } from '../../core/module/hooks';
import type { Transaction } from '../../db/client';
import { findResource } from '../rows';
import { readTopicArn } from './arns';
import { storeMessage } from './message-operations';
import { Topic } from './resource';

/** The permissions of a service by itself: none. */
const NOTHING: CallerPolicies = {
  policies: { identity: [], principalInManagementAccount: false },
  tags: [],
  place: null,
  guardrails: null,
};

/** Publishes a message of an AWS service, if the topic exists and its policy lets the service publish. */
export async function publishForService(db: Transaction, notification: ServiceNotification): Promise<void> {
  const { topicArn, service, sourceAccount, sourceArn, message, partition, now } = notification;
  const read = readTopicArn(topicArn);
  const topic = read && (await findResource(db, Topic, topicArn));
  const owner = read && (await findAccountFacts(db, read.accountId));
  if (!read || !topic || !owner) return;
  const call: Call = {
    caller: { accountId: '', credential: 'longTerm', principal: { type: 'Service', serviceName: service } },
    requestId: topic.id,
    now,
    sourceIp: '',
    userAgent: service,
    region: read.region,
    partition,
    secureTransport: true,
    via: 'system',
    context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceAccount },
  };
  const resourcePolicy = { resourceArn: topicArn, document: topic.policy };
  const check = { action: 'sns:Publish', resource: topicArn, resourceAccount: read.accountId, resourcePolicy };
  // A service belongs to no account, so the owner counts as another account.
  const nowhere = { ...owner, id: '', organization: null };
  if (!(await authorizeCheck(db, call, nowhere, NOTHING, check)).allowed) return;
  await storeMessage(db, topic, { message, subject: undefined, structure: undefined, attributes: {} }, service, now);
}
