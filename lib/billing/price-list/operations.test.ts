import { expect, it } from 'vitest';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { GetPriceList, ListPriceListVersions, PutPriceList } from './operations';

it('a price list applies from its first month and belongs to the payer, and errors name their place', async () => {
  const world = await createOrganizationWorld();
  try {
    const { management } = world;
    const member = await world.member('member');
    const sample = await management.run(GetPriceList, {});
    expect(sample.Number).toBeUndefined();
    const document = JSON.parse((await management.run(GetPriceList, { Preset: 'documentation' })).Document);
    document.effective = '2026-02-01';
    const Document = JSON.stringify({ ...document, name: 'Ours' });
    expect(await management.run(PutPriceList, { Document })).toMatchObject({ Number: 1, Name: 'Ours', Effective: '2026-02' });
    expect(await management.run(PutPriceList, { Document, Effective: '2026-05' })).toMatchObject({ Number: 2 });
    const numberFor = async (Month: string) => (await member.run(GetPriceList, { Month })).Number;
    expect([await numberFor('2026-01'), await numberFor('2026-04'), await numberFor('2026-05')]).toEqual([undefined, 1, 2]);
    expect((await management.run(GetPriceList, { Number: 2 })).Document).toBe(
      (await management.run(GetPriceList, { Number: 1 })).Document,
    );
    const { Versions, Presets } = await management.run(ListPriceListVersions, {});
    expect(Versions.map(({ Number: number, InForce }) => [number, InForce])).toEqual([
      [2, false],
      [1, true],
    ]);
    const told = await member.run(ListPriceListVersions, {});
    expect(told.Versions).toMatchObject([{ Number: 1, InForce: true, CreatedBy: management.accountId }]);
    expect((await member.fails(GetPriceList, { Number: 2 })).shape).toBe('AccessDenied');
    expect(Presets.map(({ Preset }) => Preset)).toEqual(['documentation', 'current']);
    document.prices[0].tiers[0].rate = 0.17;
    const refused = await management.fails(PutPriceList, { Document: JSON.stringify(document) });
    expect(refused.message).toContain('prices[0].tiers[0].rate');
    expect((await management.fails(PutPriceList, {})).shape).toBe('ValidationError');
    expect((await management.fails(GetPriceList, { Number: 9 })).shape).toBe('NoSuchEntityException');
    expect((await member.fails(PutPriceList, { Document })).shape).toBe('AccessDenied');
    const stranger = await world.account('stranger');
    expect((await stranger.run(ListPriceListVersions, {})).Versions).toEqual([]);
  } finally {
    await world.close();
  }
});
