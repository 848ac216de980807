import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld, testCall } from '../test-world';
import { type EventFacts, flushLater, recordLater } from './events';

let world: TestWorld;
let actor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  actor = await world.account();
});
afterAll(() => world.close());

it('writes the other events of a batch if one event cannot be written', async () => {
  const asked = (name: string): { facts: EventFacts } => ({
    facts: {
      ...{ call: testCall(actor.caller), service: 'sqs', name, readOnly: true, outcome: 'Success', resources: [], trial: true },
    },
  });
  const { database } = world;
  const bad = asked('Broken');
  Object.defineProperty(bad.facts, 'input', {
    get: () => {
      throw new Error('cannot be read');
    },
  });
  await recordLater(database, [asked('Before'), bad, asked('Behind')]);
  await flushLater(database);
  await recordLater(database, [asked('Later')]);
  await flushLater(database);
  const events = await database.reader.event.findMany({
    where: { accountId: actor.accountId, eventSource: 'sqs.amazonaws.com' },
  });
  expect(events.map(({ eventName }) => eventName)).toEqual(['Before', 'Behind', 'Later']);
});
