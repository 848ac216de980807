import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputOf } from '../../core/testing/calls';
import { type Call, membersOf, type Seen } from '../../core/testing/contract';
import { heldTables, rowsOf } from '../../snapshot/tables';
import { findWireOperation, type Shape, wireOperationNames } from '../protocol/sdk-schemas';
import { findOperation, type WireService } from '../server/services';
import { createTestApi, type TestApi } from '../testing/api';
import { type Scene, sceneOf } from '../testing/scene';
import { callBySdk } from '../testing/sdk';
import { SERVICE_CONTRACTS } from '../testing/service-contracts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** Returns a function that makes calls in order with the service's own client. */
function caller(service: string, keysOf: Scene['keys'], seen: Seen) {
  return async (call: Call) => {
    const [name, , by = 'root'] = call;
    const created = seen[by] as { AccessKey?: { AccessKeyId: string; SecretAccessKey: string } } | undefined;
    const keys = keysOf[by] ?? {
      accessKeyId: created?.AccessKey?.AccessKeyId ?? '',
      secretAccessKey: created?.AccessKey?.SecretAccessKey ?? '',
    };
    const output = await callBySdk(api, service, name, inputOf(call, seen), keys);
    seen[name] = output;
    return output;
  };
}

/** Returns the paths of members that the model requires but an output lacks. */
function lacking(shape: Shape | undefined, value: unknown, at: string): string[] {
  if (!shape || value === undefined || value === null) return [];
  if (shape.kind === 'list') return (value as unknown[]).flatMap((item, i) => lacking(shape.item, item, `${at}[${i}]`));
  if (shape.kind !== 'structure') return [];
  const source = value as Readonly<Record<string, unknown>>;
  return shape.members.flatMap(({ name, shape: member, required }) =>
    required && source[name] === undefined ? [`${at}.${name}`] : lacking(member, source[name], `${at}.${name}`),
  );
}

function implemented(service: WireService): string[] {
  return wireOperationNames(service.name).filter((name) => findOperation(service, name));
}

describe.each(SERVICE_CONTRACTS)('$name', (service, contracts) => {
  it('has a call for every implemented operation', () => {
    const called = new Set(contracts.flatMap(([, { calls }]) => calls.map(([name]) => name)));
    const never = contracts.flatMap(([, { neverSucceed = {} }]) => Object.keys(neverSucceed));
    expect([...called, ...never].sort()).toEqual(implemented(service).sort());
  });

  it('accepts exactly the input members that the SDK can send', () => {
    const differing = implemented(service).flatMap((name) => {
      const wire = findWireOperation(service.name, name)?.input;
      const sent = wire?.kind === 'structure' ? wire.members.map((member) => member.name) : [];
      const taken = membersOf(findOperation(service, name));
      return [...sent.filter((member) => !taken.includes(member)), ...taken.filter((member) => !sent.includes(member))].map(
        (member) => `${name}.${member}`,
      );
    });
    expect(differing).toEqual([]);
  });

  it.each(contracts)('returns all required output members for each call: %s', async (_, { calls, furnish }) => {
    const { keys, seen } = await sceneOf(api, furnish);
    const call = caller(service.name, keys, seen);
    for (const entry of calls) {
      const output = await call(entry).catch((error: unknown) => {
        throw new Error(`${entry[0]} failed: ${String(error)}`, { cause: error });
      });
      expect(lacking(findWireOperation(service.name, entry[0])?.output, output, entry[0])).toEqual([]);
    }
  });

  it('keeps no tags of deleted resources', async () => {
    const tables = await Promise.all(heldTables().map((name) => rowsOf(api.database.reader, name).findMany({ where: {} })));
    const tagged = tables.flat().flatMap((row) => (typeof row.resourceId === 'string' ? [row.resourceId] : []));
    const there = new Set(tables.flat().flatMap(({ id, arn, rootId }) => [id, arn, rootId]));
    expect(tagged).not.toEqual([]);
    expect(tagged.filter((id) => !there.has(id))).toEqual([]);
  });
});
