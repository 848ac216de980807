import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iamContracts } from '../../iam/test-contracts';
import { HELD_TABLES, rowsOf } from '../../snapshot/tables';
import { findWireError, wireErrorNames, wireOperationNames } from '../protocol/sdk-schemas';
import { IAM, ORGANIZATIONS, STS, type WireService } from '../server/services';
import { createTestApi, type TestApi } from '../testing/api';
import { inputOf } from '../testing/calls';
import { declaredErrors } from '../testing/declared-errors';
import {
  type ErrorTable,
  excused,
  type FailingCall,
  failingCalls,
  type Scene,
  wholeInput,
  withContracts,
} from '../testing/errors';
import { IAM_ERRORS } from '../testing/errors-iam';
import { ORGANIZATIONS_ERRORS } from '../testing/errors-organizations';
import { STS_ERRORS } from '../testing/errors-sts';
import { createIamScene } from '../testing/scene-iam';
import { createOrganizationsScene } from '../testing/scene-organizations';
import { createStsScene } from '../testing/scene-sts';
import { callBySdk, SDK } from '../testing/sdk';

const SERVICES: readonly (readonly [WireService, ErrorTable, (api: TestApi) => Promise<Scene>])[] = [
  [
    IAM,
    withContracts(
      IAM_ERRORS,
      iamContracts.map(([, contract]) => contract),
    ),
    createIamScene,
  ],
  [ORGANIZATIONS, ORGANIZATIONS_ERRORS, createOrganizationsScene],
  [STS, STS_ERRORS, createStsScene],
];

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

describe.each(SERVICES)('$name', (service, table, createScene) => {
  const modelled = declaredErrors(service.name);
  const declared = new Map([...modelled].filter(([name]) => Object.hasOwn(service.operations, name)));
  const calls = failingCalls(service.name, table, declared);
  const excuses = excused(service.name, table, declared);
  const pairs = [...declared].flatMap(([name, errors]) => errors.map((error) => `${name} ${error}`));
  const tried = new Set(calls.map(({ operation, error }) => `${operation} ${error}`));

  it('has its declared errors read from the SDK', () => {
    expect([...modelled.keys()]).toEqual(wireOperationNames(service.name));
    const errors = new Set([...modelled.values()].flat());
    expect(wireErrorNames(service.name).filter((name) => !errors.has(name))).toEqual([]);
  });

  it('has a call for every error that an operation declares, or says why there can be none', () => {
    expect(pairs.filter((pair) => !tried.has(pair) && !excuses.includes(pair))).toEqual([]);
  });

  it('excuses nothing that a call brings about, and knows no errors but the declared ones', () => {
    expect(excuses.filter((pair) => tried.has(pair))).toEqual([]);
    expect([...tried, ...excuses].filter((pair) => !pairs.includes(pair))).toEqual([]);
    expect(excuses).toHaveLength(new Set(excuses).size);
  });

  describe('answers the real client with its own error:', () => {
    let scene: Scene;
    let before: Record<string, string>;
    beforeAll(async () => {
      scene = await createScene(api);
      before = await contents();
    }, 60_000);

    it.each([...new Set(calls.map(({ operation }) => operation))])('%s', async (operation) => {
      for (const call of calls) if (call.operation === operation) await expectFailure(service, table, call, scene);
    });

    it('and all of them together change nothing', async () => expect(await contents()).toEqual(before));
  });
});

/** A digest of each table: of all that accounts and organizations have, but for when keys and roles were last used. */
async function contents(): Promise<Record<string, string>> {
  const tables: Record<string, string> = {};
  for (const name of HELD_TABLES) {
    const rows = await rowsOf(api.database.reader, name).findMany({ where: {} });
    const lines = rows.map((row) => JSON.stringify(row, (key, value) => (key.startsWith('lastUsed') ? undefined : value)));
    tables[name] = createHash('sha256').update(lines.sort().join('\n')).digest('hex');
  }
  return tables;
}

async function expectFailure(service: WireService, table: ErrorTable, call: FailingCall, { keys, seen }: Scene): Promise<void> {
  const { operation, error, by = 'root', says, reason } = call;
  const input = inputOf([operation, wholeInput(service.name, table, call)], seen);
  const what = `${operation}(${JSON.stringify(input).slice(0, 200)})`;
  const signer = keys[by];
  if (!signer) throw new Error(`the scene has no keys of ${by}`);
  const failure = await callBySdk(api, service.name, operation, input, signer).then(
    () => expect.unreachable(`${what} succeeded`),
    (thrown: unknown) => thrown,
  );
  expect(failure, what).toBeInstanceOf(SDK[service.name][error]);
  // AWS: Organizations answers 400 to every fault of the caller, whatever the model says.
  const status = service.name === 'organizations' ? 400 : findWireError(service.name, error)?.status;
  expect(failure, what).toMatchObject({
    name: error,
    message: typeof says === 'string' ? says : expect.stringMatching(says),
    $metadata: { httpStatusCode: status },
    ...(reason === undefined ? {} : { Reason: reason }),
  });
}
