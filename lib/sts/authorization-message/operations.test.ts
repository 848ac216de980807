import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAuthorizationMessage } from '../../core/authorization/authorization-message';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { allow, denialOf, userWith } from '../test-actors';
import { DecodeAuthorizationMessage } from './operations';

let world: TestWorld;
let account: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  account = await world.account();
});
afterAll(() => world.close());

describe('DecodeAuthorizationMessage', () => {
  it('returns the denied principal, action, matched statement and conditions', async () => {
    const user = await userWith(world, account, 'denied', { Sid: 'No', Effect: 'Deny', Action: 'iam:ListUsers', Resource: '*' });
    const { DecodedMessage } = await account.run(DecodeAuthorizationMessage, { EncodedMessage: await denialOf(user) });
    const message = JSON.parse(DecodedMessage);
    expect(message).toMatchObject({
      allowed: false,
      explicitDeny: true,
      matchedStatements: { items: [{ statementId: 'No', effect: 'DENY' }] },
      context: { principal: { name: 'denied', arn: user.arn }, action: 'iam:ListUsers' },
    });
    expect(message.context.conditions.items).toContainEqual({ key: 'aws:username', values: { items: [{ value: 'denied' }] } });
  });

  it('requires permission and refuses messages of other accounts and invalid messages', async () => {
    const user = await userWith(world, account, 'nobody');
    const EncodedMessage = await denialOf(user);
    expect(await user.fails(DecodeAuthorizationMessage, { EncodedMessage })).toMatchObject({ shape: 'AccessDenied' });
    const reader = await userWith(world, account, 'reader', allow('sts:DecodeAuthorizationMessage'));
    await reader.run(DecodeAuthorizationMessage, { EncodedMessage });
    const invalid = { shape: 'InvalidAuthorizationMessageException' };
    const other = await world.account();
    expect(await other.fails(DecodeAuthorizationMessage, { EncodedMessage })).toMatchObject(invalid);
    expect(
      await account.fails(DecodeAuthorizationMessage, { EncodedMessage: `${EncodedMessage.slice(0, -4)}AAAA` }),
    ).toMatchObject(invalid);
    expect(await account.fails(DecodeAuthorizationMessage, { EncodedMessage: 'no message' })).toMatchObject(invalid);
    const unknown = encodeAuthorizationMessage({ authorizationId: 'unknown', accountId: account.accountId });
    expect(await account.fails(DecodeAuthorizationMessage, { EncodedMessage: unknown })).toMatchObject(invalid);
  });
});
