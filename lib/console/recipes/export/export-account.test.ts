import { afterAll, expect, it } from 'vitest';
import { createTestWorld } from '../../../core/test-world';
import { stateForAccount } from '../../../export/for-account';
import { rebuildCalls } from '../../../export/rebuild-calls';
import { iamOperations } from '../../../iam';
import { furnishForExport } from '../../testing/furnish-for-export';
import { runAs } from '../../testing/run-as';
import { readAccount } from './export-account';

const world = await createTestWorld();
afterAll(() => world.close());

async function readOf(root: Awaited<ReturnType<typeof world.account>>) {
  const read = await readAccount(runAs(world, root));
  if (!read.ok) throw new Error(read.error.message);
  return read.data;
}

it('exports calls that recreate the account, even if its roles trust each other', async () => {
  const root = await world.account();
  await furnishForExport(root);
  const state = await readOf(root);
  const other = await world.account();
  const calls = rebuildCalls(stateForAccount(state, other.accountId)).flatMap((part) => part.calls);
  for (const { operation, input } of calls) {
    const made = await runAs(world, other)(Reflect.get(iamOperations, operation), input);
    expect(made, `${operation} ${JSON.stringify(input)}`).toMatchObject({ ok: true });
  }

  const [before, after] = [stateForAccount(state, other.accountId), await readOf(other)];
  // The new account numbers the versions with the default last, and has no id of the deleted principal.
  const same = (all: typeof state) => ({
    ...all,
    policies: all.policies.map((policy) => ({
      ...policy,
      versions: policy.versions.toSorted((a, b) => Number(a.isDefault) - Number(b.isDefault)),
    })),
    roles: all.roles.map((role) => ({ ...role, trust: role.name === 'first' ? undefined : JSON.parse(role.trust) })),
  });
  expect(same(after)).toEqual(same(before));
  const trustOf = (all: typeof state) => all.roles.find(({ name }) => name === 'first')?.trust ?? '';
  expect(trustOf(before)).toMatch(/AIDA/);
  expect(JSON.parse(trustOf(after)).Statement[0].Principal).toEqual({ AWS: `arn:aws:iam::${other.accountId}:role/second` });
  expect(calls.find(({ note }) => note)).toMatchObject({ operation: 'UpdateAssumeRolePolicy', input: { RoleName: 'first' } });
});
