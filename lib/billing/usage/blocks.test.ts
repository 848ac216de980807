import type { Usage } from '@gatehouse/bill';
import { expect, it } from 'vitest';
import { type Block, BlockMaker } from './blocks';

it('BlockMaker makes smaller blocks of rows with many tags', async () => {
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`key-${at}`, 'v'.repeat(200)]));
  const usage: Usage = {
    accountId: '111122223333',
    service: 'AmazonEC2',
    usageType: 'BoxUsage:t3.small',
    region: 'us-east-1',
    operation: '',
    hour: Date.UTC(2026, 2) / 3_600_000,
    hours: 1,
    quantity: 1n,
    tags,
  };
  const maker = new BlockMaker();
  const blocks: Block[] = [];
  for (let at = 0; at < 300; at++) blocks.push(...(await maker.add({ ...usage, hour: usage.hour + at })));
  blocks.push(...(await maker.rest()));
  expect(blocks.map(({ rows }) => rows)).toEqual([96, 96, 96, 12]);
});
