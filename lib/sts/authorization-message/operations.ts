import type { DecodeAuthorizationMessageResponse } from '@aws-sdk/client-sts';
import { z } from 'zod';
import { decodeAuthorizationMessage } from '../../core/authorization/authorization-message';
import type { DecisionRecord } from '../../core/authorization/authorize';
import { AwsError } from '../../core/errors';
import { findDecisionTrace } from '../../core/events/decision-traces';
import { defineOperation } from '../../core/operation';
import { text } from '../../core/shapes';
import { storedJson } from '../../core/text/stored-json';
import { toDecodedMessage } from './decoded-message';

/** Decodes the message of a denial. Only the denied principal's account can, because the details reveal its policies. */
export const DecodeAuthorizationMessage = defineOperation({
  service: 'sts',
  name: 'DecodeAuthorizationMessage',
  // AWS lists it as a write, but it changes nothing.
  access: 'Read',
  input: z.object({ EncodedMessage: text({ min: 1, max: 10_240 }) }),
  target: async ({ EncodedMessage }, { db, accountId }) => {
    const message = decodeAuthorizationMessage(EncodedMessage);
    if (!message || message.accountId !== accountId) return null;
    return findDecisionTrace(db, message.authorizationId);
  },
  checks: () => [{ action: 'sts:DecodeAuthorizationMessage', resource: '*' }],
  run: async (_, { accountId }, stored) => {
    if (!stored || stored.accountId !== accountId) {
      throw new AwsError('InvalidAuthorizationMessageException', 'The authorization message is invalid.');
    }
    return {
      DecodedMessage: toDecodedMessage(storedJson<DecisionRecord[]>(stored.trace)),
    } satisfies DecodeAuthorizationMessageResponse;
  },
});
