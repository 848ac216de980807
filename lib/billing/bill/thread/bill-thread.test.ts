import { SHARE_EVERYTHING } from '@gatehouse/bill';
import { expect, it } from 'vitest';
import { presetPriceList } from '../../price-list/presets';
import { BlockMaker } from '../../usage/blocks';
import { outlineReader, readerOf } from '../document';
import { type BillFacts, makeBill } from '../make-bill';
import { makeOnThread } from './bill-thread';

const MONTH = '2026-03';
const FIRST_HOUR = Date.UTC(2026, 2) / 3_600_000;
const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];
const { prices } = presetPriceList('current');

const facts: BillFacts = {
  input: {
    month: MONTH,
    prices,
    memberships: ACCOUNTS.map((accountId) => ({ accountId, from: 0, until: null })),
    preferences: SHARE_EVERYTHING,
    supportPlans: new Map(),
  },
  priceList: { name: 'current', number: null, hash: '' },
};

async function blocks() {
  const maker = new BlockMaker();
  for (const [at, accountId] of ACCOUNTS.entries())
    for (const [number, { service, usageType, region }] of prices.slice(0, 20).entries())
      for (let day = 0; day < 28; day++)
        await maker.add({
          accountId,
          service,
          usageType,
          region: region ?? 'us-east-1',
          operation: '',
          resourceId: `größe-${number}`,
          hour: FIRST_HOUR + day * 24,
          hours: 24,
          quantity: BigInt(1 + at * 7 + number * 13 + day) * 1_000_000_007n,
        });
  return maker.rest();
}

it('the worker thread makes the same bill as the main thread and continues after a failed bill', async () => {
  const used = await blocks();
  const read = async function* () {
    for (const block of used) yield [block];
  };
  const wrong = { ...facts, input: { ...facts.input, month: 'March' } };
  const unread = async function* () {
    yield used;
    throw new Error('the database is gone');
  };
  const [refused, stopped, made] = await Promise.allSettled([
    makeOnThread('bill', wrong, read),
    makeOnThread('bill', facts, unread),
    makeOnThread('bill', facts, read),
  ]);
  expect(refused).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('March is no month.') } });
  expect(stopped).toMatchObject({ status: 'rejected', reason: { message: 'the database is gone' } });
  const expected = await makeBill(facts, used);
  expect(made).toEqual({ status: 'fulfilled', value: expected });
  expect(expected.head.total).toBeGreaterThan(0n);
  const outline = await makeOnThread('outline', facts, read);
  expect(outline.head).toEqual(expected.head);
  expect(await outlineReader(outline).members(0)).toEqual(await readerOf(expected).members(0));
});
