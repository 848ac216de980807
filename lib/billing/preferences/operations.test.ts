import { expect, it } from 'vitest';
import { TEST_NOW } from '../../core/test-world';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { GetBillingPreferences, ListBillingPreferences, UpdateBillingPreferences } from './operations';

it('are of the account that pays, and remember what they were', async () => {
  const world = await createOrganizationWorld();
  try {
    const { management } = world;
    const member = await world.member('member');
    const other = await world.member('other');
    const first = (await management.run(GetBillingPreferences, {})).Preferences;
    expect(first).toEqual({ DiscountSharing: 'organization', Groups: [], DiscountsOff: [], CreditSharing: true, CreditsOff: [] });
    const Groups = [{ Name: 'teams', AccountIds: [member.accountId, other.accountId] }];
    const put = { DiscountSharing: 'prioritized', Groups, CreditSharing: false } as const;
    const { Preferences } = await management.run(UpdateBillingPreferences, put);
    expect(Preferences).toMatchObject({ ...put, Since: TEST_NOW });
    const later = management.with({ now: new Date(TEST_NOW.getTime() + 1) });
    await later.run(UpdateBillingPreferences, { ...put, DiscountsOff: [member.accountId] });
    const { History } = await management.run(ListBillingPreferences, {});
    expect(History.map(({ DiscountsOff }) => DiscountsOff)).toEqual([[member.accountId], []]);
    const fails = async (given: object) => (await management.fails(UpdateBillingPreferences, { ...put, ...given })).message;
    expect(await fails({ Groups: [...Groups, { Name: 'more', AccountIds: [member.accountId] }] })).toContain('one group at most');
    expect(await fails({ Groups: [{ Name: 'all', AccountIds: [management.accountId] }] })).toContain('pays is in no group');
    expect(await fails({ Groups: [...Groups, { Name: 'teams', AccountIds: [] }] })).toContain('same name');
    for (const operation of [GetBillingPreferences, ListBillingPreferences])
      expect((await member.fails(operation, {})).shape).toBe('AccessDenied');
    expect((await member.fails(UpdateBillingPreferences, put)).shape).toBe('AccessDenied');
  } finally {
    await world.close();
  }
});
