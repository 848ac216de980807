import { z } from 'zod';
import { defineOperation } from '../../core/operation';
import { type MessageAttributes, openContent } from './messages';
import { findTopicByArn, requireTopic, topicCheck } from './rows';

/** A published message, with its publisher. */
export type KeptMessage = {
  MessageId: string;
  Message: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes: MessageAttributes;
  /** The unique id of a user or role, or the id of an account. */
  PublisherId: string;
  PublishedAt: Date;
};

/**
 * Lists the stored messages of a topic, newest first. AWS delivers them to subscribers and shows them to nobody else, so it
 * requires permission to subscribe. Not on the wire API.
 */
export const ListTopicMessages = defineOperation({
  service: 'sns',
  name: 'ListTopicMessages',
  access: 'Read',
  input: z.object({ TopicArn: z.string() }),
  target: ({ TopicArn }, scope) => findTopicByArn(scope, TopicArn),
  checks: (_input, scope, topic) => topicCheck('sns:Subscribe', scope, topic),
  run: async (_input, { db }, named): Promise<{ Messages: KeptMessage[] }> => {
    const { id: topicId } = requireTopic(named);
    const rows = await db.topicMessage.findMany({ where: { topicId }, orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }] });
    const Messages = rows.map(({ id, contentCipher, publisherId, publishedAt }): KeptMessage => {
      const { message, subject, structure, attributes } = openContent(contentCipher);
      return {
        MessageId: id,
        Message: message,
        ...(subject !== undefined && { Subject: subject }),
        ...(structure !== undefined && { MessageStructure: structure }),
        MessageAttributes: attributes,
        PublisherId: publisherId,
        PublishedAt: publishedAt,
      };
    });
    return { Messages };
  },
});
