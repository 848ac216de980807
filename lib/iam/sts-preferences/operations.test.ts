import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { GetAccountSummary } from '../account/operations';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { SetSecurityTokenServicePreferences } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

describe('SetSecurityTokenServicePreferences', () => {
  it('changes GlobalEndpointTokenVersion in the summary of the same account only', async () => {
    const [root, other] = [await world.account(), await world.account()];
    const version = async (actor = root) => (await actor.run(GetAccountSummary, {})).SummaryMap.GlobalEndpointTokenVersion;
    expect(await version()).toBe(1);
    await root.run(SetSecurityTokenServicePreferences, { GlobalEndpointTokenVersion: 'v2Token' });
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'SetSecurityTokenServicePreferences' });
    expect([await version(), await version(other)]).toEqual([2, 1]);
    await root.run(SetSecurityTokenServicePreferences, { GlobalEndpointTokenVersion: 'v1Token' });
    expect(await version()).toBe(1);
  });

  it('denies access without an Allow or with a Deny in an SCP', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const input = { GlobalEndpointTokenVersion: 'v1Token' } as const;
    expect((await nobody.fails(SetSecurityTokenServicePreferences, input)).message).toContain(
      'iam:SetSecurityTokenServicePreferences because',
    );
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:Set*', Resource: '*' }));
    expect((await root.fails(SetSecurityTokenServicePreferences, input)).message).toContain('service control policy');
  });
});
