import { findAccountFacts } from '../../core/account-facts';
import { mayService } from '../../core/authorization/service-caller';
import type { ServiceNotification } from '../../core/module/hooks';
import type { Transaction } from '../../db/client';
import { findResource } from '../rows';
import { readTopicArn } from './arns';
import { storeMessage } from './message-operations';
import { Topic } from './resource';

/** Publishes a message of an AWS service, if the topic exists and its policy lets the service publish. */
export async function publishForService(db: Transaction, { topicArn, message, ...called }: ServiceNotification): Promise<void> {
  const read = readTopicArn(topicArn);
  const topic = read && (await findResource(db, Topic, topicArn));
  const owner = read && (await findAccountFacts(db, read.accountId));
  if (!read || !topic || !owner) return;
  const resourcePolicy = { resourceArn: topicArn, document: topic.policy };
  const check = { action: 'sns:Publish', resource: topicArn, resourceAccount: read.accountId, resourcePolicy };
  if (!(await mayService(db, { ...called, region: read.region }, owner, check))) return;
  const attributes = { message, subject: undefined, structure: undefined, attributes: {} };
  await storeMessage(db, topic, attributes, called.service, called.now);
}
