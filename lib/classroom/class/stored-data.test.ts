import { afterAll, beforeAll, expect, it } from 'vitest';
import { runOperation } from '../../core/run/run';
import { storedBytesOf } from '../../core/run/stored-bytes';
import { rootCaller, testCall } from '../../core/test-world';
import { CreateQueue } from '../../resources/sqs/operations';
import { AddAssignment } from '../assignment/operations';
import { StartAttempt } from '../attempt/operations';
import { type ClassroomWorld, createClassroomWorld } from '../testing/classroom-world';
import { GetClassStoredData } from './operations';

const MEBIBYTE = 1_048_576;
let world: ClassroomWorld;
beforeAll(async () => {
  world = await createClassroomWorld();
});
afterAll(() => world.database.close());

it('GetClassStoredData returns the stored bytes of the class, and only to its instructor', async () => {
  const [karin, other] = await Promise.all([world.person('Karin'), world.person('Other')]);
  const { classId, code } = await world.newClass(karin, 'Own');
  const none = await world.run(GetClassStoredData, { classId }, karin);
  expect(none.together).toEqual({ bytes: 0, quota: 0 });
  const { assignmentId } = await world.run(AddAssignment, { classId, packId: 'default-is-no' }, karin);
  for (const name of ['Ana', 'Bo']) await world.run(StartAttempt, { assignmentId }, await world.join(code, name));
  const accounts = await world.database.reader.attemptAccount.findMany();
  const [account] = accounts;
  if (!account) throw new Error('the attempts have accounts');
  const before = await world.run(GetClassStoredData, { classId }, karin);
  await runOperation(CreateQueue, { QueueName: 'queue' }, testCall(rootCaller(account.accountId)), world.database);
  const { together, fullest } = await world.run(GetClassStoredData, { classId }, karin);
  const { bytes } = await storedBytesOf(world.database.reader, account.accountId);
  expect(together).toEqual({ bytes: expect.any(Number), quota: accounts.length * 256 * MEBIBYTE });
  expect(together.bytes).toBeGreaterThan(before.together.bytes);
  expect(fullest).toEqual({ bytes: expect.any(Number), quota: 256 * MEBIBYTE });
  expect(fullest.bytes).toBeGreaterThanOrEqual(bytes);
  await expect(world.run(GetClassStoredData, { classId }, other)).rejects.toThrow();
});
