import { afterAll, expect, it } from 'vitest';
import type { Actor } from '../../../core/test-world';
import { createTestWorld } from '../../../core/test-world';
import { stateForAccount } from '../../../export/for-account';
import { inOrder, type ResourcesState } from '../../../export/resource-state';
import type { AccountState } from '../../../export/state';
import { writeExport } from '../../../export/write-export';
import { EXPORTED_REGIONS, furnishResources } from '../../testing/furnish-resources';
import { replayScript } from '../../testing/replay-script';
import { runAs } from '../../testing/run-as';
import { readAccount } from './export-account';
import { readResourcePlaces, readResources } from './export-resources';

const world = await createTestWorld();
afterAll(() => world.close());

function dataOf<Data>(answer: { ok: true; data: Data } | { ok: false; error: { message: string } }): Data {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data;
}

async function readOf(root: Actor): Promise<AccountState> {
  const { regions, publicAccessBlock } = dataOf(await readResourcePlaces(runAs(world, root)));
  expect(regions).toEqual(EXPORTED_REGIONS);
  const read = [];
  for (const region of regions) read.push(dataOf(await readResources(runAs(world, root, undefined, region), { region })));
  const resources: ResourcesState = {
    ...{ publicAccessBlock, all: inOrder(read.flatMap(({ all }) => all)), leftOut: read.flatMap(({ leftOut }) => leftOut) },
  };
  return { ...dataOf(await readAccount(runAs(world, root))), resources };
}

/** Returns the state without generated ids of keys, secrets and instances. */
function withoutIds(state: AccountState): unknown {
  let text = JSON.stringify(state);
  for (const [index, resource] of (state.resources?.all ?? []).entries()) {
    if ('id' in resource) text = text.replaceAll(resource.id, `id ${index}`);
    if (resource.kind === 'secret') text = text.replaceAll(resource.arn, `arn ${index}`);
  }
  return JSON.parse(text);
}

it('exports a script that recreates the resources of an account in another account', async () => {
  const root = await world.account();
  await furnishResources(root);
  const state = await readOf(root);
  const script = writeExport(state, 'account', 'cli')?.files[0]?.text ?? '';
  expect(script).not.toContain('hidden');
  const other = await world.account();
  await replayScript(world, other, script);
  const again = await readOf(other);
  expect(withoutIds(again)).toEqual(withoutIds(stateForAccount(state, other.accountId)));
  expect(state.resources?.all.map(({ kind }) => kind).sort()).toEqual([
    'bucket',
    'bucket',
    'ec2-settings',
    'ec2-settings',
    'function',
    'instance',
    'key',
    'key',
    'queue',
    'secret',
    'table',
    'topic',
  ]);
});
