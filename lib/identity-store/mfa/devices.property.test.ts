import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { findStoreUser, type StoreUserRow } from '../rows';
import { person, storeOf } from '../test-store';
import { CreateUser } from '../user/operations';
import { DeleteMfaDeviceForUser } from './console-operations';
import { completeAppRegistration, startAppRegistration } from './registration';
import { acceptStoreMfaCode } from './rows';

// Random registrations, deletions and sign-ins with codes, against a model of seeds and used steps.

let world: TestWorld;
let root: Actor;
let IdentityStoreId: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  IdentityStoreId = await storeOf(root);
});
afterAll(() => world.close());

const step = fc.oneof(
  fc.record({ what: fc.constant('register' as const), offset: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ what: fc.constant('delete' as const), device: fc.nat(3) }),
  fc.record({ what: fc.constant('code' as const), device: fc.nat(3), offset: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ what: fc.constant('wait' as const), steps: fc.integer({ min: 1, max: 3 }) }),
);

type Known = { id: string; seed: string; last: number; drift: number; isDeleted: boolean };

let people = 0;
async function newPerson(): Promise<StoreUserRow> {
  const { UserId } = await root.run(CreateUser, { IdentityStoreId, ...person(`person-${++people}`) });
  const row = await findStoreUser(world.database.reader, IdentityStoreId, UserId);
  if (!row) throw new Error('The person is missing.');
  return row;
}

it('accepts each code once, and none of a deleted device', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const user = await newPerson();
      const devices: Known[] = [];
      let realNow = TEST_NOW;
      for (const one of steps) {
        if (one.what === 'wait') realNow = new Date(realNow.getTime() + one.steps * 30_000);
        else if (one.what === 'register') {
          const attempt = { attempt: 'session', realNow };
          const started = await startAppRegistration(world.database, user, attempt).catch(() => null);
          expect(started === null).toBe(devices.filter(({ isDeleted }) => !isDeleted).length >= 2);
          if (!started) continue;
          const { seed, ticket } = started;
          const code = codeOf(seed, stepOf(realNow) + one.offset);
          const done = () => completeAppRegistration(world.database, user, { ticket, code }, { ...attempt, now: realNow });
          const row = await done().catch(() => null);
          expect(row !== null).toBe(Math.abs(one.offset) <= 1);
          await expect(done()).rejects.toThrow();
          if (row) devices.push({ id: row.id, seed, last: stepOf(realNow) + one.offset, drift: one.offset, isDeleted: false });
        } else {
          const device = devices[one.device];
          if (!device) continue;
          if (one.what === 'delete') {
            const named = { IdentityStoreId, UserId: user.id, DeviceId: device.id };
            const deleted = root.run(DeleteMfaDeviceForUser, named).then(
              () => true,
              () => false,
            );
            expect(await deleted).toBe(!device.isDeleted);
            device.isDeleted = true;
            continue;
          }
          const at = stepOf(realNow) + device.drift + one.offset;
          const isRight = !device.isDeleted && at > device.last && Math.abs(one.offset) <= 1;
          const answering = { now: realNow, realNow, sourceIp: '198.51.100.1' };
          // This is not about throttling.
          await world.database.reader.signInThrottle.deleteMany({});
          const code = codeOf(device.seed, at);
          const both = await Promise.all([
            acceptStoreMfaCode(world.database, user, code, answering),
            acceptStoreMfaCode(world.database, user, code, answering),
          ]);
          expect(both.filter(Boolean)).toHaveLength(isRight ? 1 : 0);
          if (!isRight) continue;
          device.last = at;
          device.drift = at - stepOf(realNow);
        }
      }
    }),
    runs(15),
  );
});
