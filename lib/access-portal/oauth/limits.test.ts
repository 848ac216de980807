import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { requireFewWaiting, requireSlowPolls, requireSlowRegistration } from './limits';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const later = (ms: number) => new Date(TEST_NOW.getTime() + ms);
const SLOW_DOWN = expect.objectContaining({ shape: 'SlowDownException', members: { error: 'slow_down' } });

describe('an address', () => {
  it('registers 20 clients a second, whatever others do', () => {
    for (let made = 0; made < 20; made++) requireSlowRegistration('192.0.2.1', TEST_NOW);
    expect(() => requireSlowRegistration('192.0.2.1', TEST_NOW)).toThrow(SLOW_DOWN);
    requireSlowRegistration('192.0.2.2', TEST_NOW);
    requireSlowRegistration('192.0.2.1', later(1_000));
  });

  it('has 200 device codes waiting, and a store 2,000', async () => {
    const add = (sourceIp: string, count: number) =>
      world.database.writer.portalCode.createMany({
        data: Array.from({ length: count }, (_, index) => ({
          codeHash: `${sourceIp} ${index}`,
          userCodeHash: `${sourceIp} ${index}`,
          accountId: '111122223333',
          storeId: 'd-1',
          clientHash: 'client',
          clientName: 'program',
          renews: false,
          status: 'PENDING',
          sourceIp,
          createdAt: TEST_NOW,
          expiresAt: later(600_000),
        })),
      });
    const requireFew = (storeId: string, sourceIp: string) => requireFewWaiting(world.database.reader, { storeId, sourceIp });
    await add('192.0.2.1', 199);
    await requireFew('d-1', '192.0.2.1');
    await add('192.0.2.2', 200);
    await expect(requireFew('d-1', '192.0.2.2')).rejects.toEqual(SLOW_DOWN);
    await requireFew('d-2', '192.0.2.2');
    await add('192.0.2.3', 1_601);
    await expect(requireFew('d-1', '192.0.2.4')).rejects.toEqual(SLOW_DOWN);
  });
});

describe('a program', () => {
  it('asks about its device code again after a while only', () => {
    requireSlowPolls('one', 500, TEST_NOW);
    expect(() => requireSlowPolls('one', 500, later(499))).toThrow(SLOW_DOWN);
    requireSlowPolls('two', 500, later(499));
    requireSlowPolls('one', 500, later(999));
  });
});
