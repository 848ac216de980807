import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessAnalyzerContracts, accessAnalyzerUnreachable } from '../../access-analyzer/test-contracts';
import { oauthContracts, oauthUnreachable, portalContracts, portalUnreachable } from '../../access-portal/test-contracts';
import {
  budgetsContracts,
  budgetsUnreachable,
  costExplorerContracts,
  costExplorerUnreachable,
} from '../../billing/test-contracts';
import { inputOf } from '../../core/testing/calls';
import type { ServiceExcuse } from '../../core/testing/contract';
import type { NamedContract } from '../../core/testing/load-contracts';
import { cloudTrailContracts, cloudTrailUnreachable } from '../../events/test-contracts';
import { iamContracts, iamUnreachable } from '../../iam/test-contracts';
import { identityCenterContracts, identityCenterUnreachable } from '../../identity-center/test-contracts';
import { identityStoreContracts, identityStoreUnreachable } from '../../identity-store/test-contracts';
import { organizationsContracts, organizationsUnreachable } from '../../organizations/test-contracts';
import {
  dynamoDbContracts,
  dynamoDbUnreachable,
  kmsContracts,
  kmsUnreachable,
  lambdaContracts,
  lambdaUnreachable,
  s3Contracts,
  s3ControlContracts,
  s3ControlUnreachable,
  s3Unreachable,
  secretsManagerContracts,
  secretsManagerUnreachable,
  snsContracts,
  snsUnreachable,
  sqsContracts,
  sqsUnreachable,
} from '../../resources/test-contracts';
import { heldTables, rowsOf } from '../../snapshot/tables';
import { stsContracts, stsUnreachable } from '../../sts/test-contracts';
import { taggingContracts, taggingUnreachable } from '../../tag-compliance/test-contracts';
import { findWireError, wireErrorNames, wireOperationNames } from '../protocol/sdk-schemas';
import { type WireService, wireService } from '../server/services';
import { createTestApi, type TestApi } from '../testing/api';
import { declaredErrors } from '../testing/declared-errors';
import { type ErrorPart, excused, type FailingCall, failingCalls, partsOf, wholeInput } from '../testing/errors';
import type { Scene } from '../testing/scene';
import { callBySdk, SDK } from '../testing/sdk';

type Declared = ReadonlyMap<string, readonly string[]>;
/** The contracts of each service, and the errors that none of its operations returns. */
const SERVICES: readonly (readonly [WireService, readonly NamedContract[], readonly ServiceExcuse[]])[] = [
  [wireService('iam'), iamContracts, iamUnreachable],
  [wireService('organizations'), organizationsContracts, organizationsUnreachable],
  [wireService('sts'), stsContracts, stsUnreachable],
  [wireService('sso'), identityCenterContracts, identityCenterUnreachable],
  [wireService('identitystore'), identityStoreContracts, identityStoreUnreachable],
  [wireService('sso-oauth'), oauthContracts, oauthUnreachable],
  [wireService('awsssoportal'), portalContracts, portalUnreachable],
  [wireService('ce'), costExplorerContracts, costExplorerUnreachable],
  [wireService('budgets'), budgetsContracts, budgetsUnreachable],
  [wireService('cloudtrail'), cloudTrailContracts, cloudTrailUnreachable],
  [wireService('access-analyzer'), accessAnalyzerContracts, accessAnalyzerUnreachable],
  [wireService('tag'), taggingContracts, taggingUnreachable],
  [wireService('kms'), kmsContracts, kmsUnreachable],
  [wireService('s3'), s3Contracts, s3Unreachable],
  [wireService('s3control'), s3ControlContracts, s3ControlUnreachable],
  [wireService('secretsmanager'), secretsManagerContracts, secretsManagerUnreachable],
  [wireService('sns'), snsContracts, snsUnreachable],
  [wireService('sqs'), sqsContracts, sqsUnreachable],
  [wireService('dynamodb'), dynamoDbContracts, dynamoDbUnreachable],
  [wireService('lambda'), lambdaContracts, lambdaUnreachable],
];

const ALWAYS_400: ReadonlySet<WireService> = new Set([
  wireService('organizations'),
  wireService('ce'),
  wireService('budgets'),
  wireService('cloudtrail'),
  wireService('sso'),
  wireService('identitystore'),
]);

function excusedBy([error, , of]: ServiceExcuse, declared: Declared): string[] {
  return [...declared].flatMap(([name, errors]) =>
    errors.includes(error) && (of?.test(name) ?? true) ? [`${name} ${error}`] : [],
  );
}

const PARTS = SERVICES.map(([service, contracts, beyond]) => [service, partsOf(contracts), beyond] as const);

let api: TestApi;
const scenes = new Map<ErrorPart, Scene>();
/** The rows before the calls. Reading all rows takes longer than many calls, so it happens only before and after them. */
let before: Record<string, string>;
beforeAll(async () => {
  api = await createTestApi();
  for (const [, parts] of PARTS) for (const part of parts) scenes.set(part, await part.createScene(api));
  before = await contents();
});
afterAll(() => api.close());

describe.each(PARTS)('$name', (service, parts, beyond) => {
  const modelled = declaredErrors(service.name);
  const declared = new Map([...modelled].filter(([name]) => Object.hasOwn(service.operations, name)));
  const calls = parts.flatMap(failingCalls);
  const pairs = [...declared].flatMap(([name, errors]) => errors.map((error) => `${name} ${error}`));
  const excuses = [...parts.flatMap(excused), ...beyond.flatMap((excuse) => excusedBy(excuse, declared))];
  const tried = new Set(calls.map(({ operation, error }) => `${operation} ${error}`));

  it('has the operations and errors of the SDK’s model', () => {
    expect([...modelled.keys()]).toEqual(wireOperationNames(service.name));
    const errors = new Set([...modelled.values()].flat());
    expect(wireErrorNames(service.name).filter((name) => !errors.has(name))).toEqual([]);
  });

  it('has a failing call for every declared error, or a reason why it cannot occur', () => {
    expect(pairs.filter((pair) => !tried.has(pair) && !excuses.includes(pair))).toEqual([]);
  });

  it('gives reasons only for declared errors that no call causes', () => {
    expect(excuses.filter((pair) => tried.has(pair))).toEqual([]);
    expect([...tried, ...excuses].filter((pair) => !pairs.includes(pair))).toEqual([]);
    expect(excuses).toHaveLength(new Set(excuses).size);
    expect(beyond.filter((excuse) => excusedBy(excuse, declared).length === 0)).toEqual([]);
  });

  describe('returns the declared errors to the SDK client:', () => {
    it.each([...new Set(calls.map(({ operation }) => operation))])('%s', async (operation) => {
      for (const call of calls) if (call.operation === operation) await expectFailure(service, call, scenes.get(call.part));
    });
  });
});

it('the failing calls of all services change no data', async () => expect(await contents()).toEqual(before));

/** Returns a digest of each table with data of accounts and organizations, without the columns about last use. */
async function contents(): Promise<Record<string, string>> {
  const tables: Record<string, string> = {};
  for (const name of heldTables()) {
    const rows = await rowsOf(api.database.reader, name).findMany({ where: {} });
    const lines = rows.map((row) => JSON.stringify(row, (key, value) => (key.startsWith('lastUsed') ? undefined : value)));
    tables[name] = createHash('sha256').update(lines.sort().join('\n')).digest('hex');
  }
  return tables;
}

async function expectFailure(service: WireService, call: FailingCall, scene: Scene | undefined): Promise<void> {
  const { operation, error, by = 'root', says, reason } = call;
  const input = inputOf([operation, wholeInput(service.name, call)], scene?.seen ?? {});
  const what = `${operation}(${JSON.stringify(input).slice(0, 200)})`;
  const signer = scene?.keys[by];
  if (!signer) throw new Error(`the scene has no keys of ${by}`);
  const failure = await callBySdk(api, service.name, operation, input, signer).then(
    () => expect.unreachable(`${what} succeeded`),
    (thrown: unknown) => thrown,
  );
  expect(failure, what).toBeInstanceOf(SDK[service.name]?.[error]);
  // OAuth has its own name for the message.
  const member = failure && typeof failure === 'object' && 'error_description' in failure ? 'error_description' : 'message';
  // AWS: these services answer every client error with 400, whatever the model says.
  const modelled = findWireError(service.name, error)?.status;
  // S3's model lacks the codes that distinguish answers without a body.
  const status = ALWAYS_400.has(service) ? 400 : error === 'NotFound' ? 404 : modelled;
  expect(failure, what).toMatchObject({
    name: error,
    [member]: typeof says === 'string' ? says : expect.stringMatching(says),
    $metadata: { httpStatusCode: status },
    ...(reason === undefined ? {} : { Reason: reason }),
  });
}
