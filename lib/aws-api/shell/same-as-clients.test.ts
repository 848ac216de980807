import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallAnswer, CallRequest } from '../../aws-cli/io';
import { isServiceCommand, loadService, SERVICE_COMMANDS, type ServiceCommand } from '../../aws-cli/model/commands';
import { writeCommand } from '../../aws-cli/write-command';
import { inputOf } from '../../core/testing/calls';
import type { Call, Seen } from '../../core/testing/contract';
import { TestShell } from '../../shell/testing/test-shell';
import { ec2Protocol } from '../protocol/ec2-protocol';
import { readJsonValue } from '../protocol/json';
import { jsonProtocol } from '../protocol/json-protocol';
import type { Protocol } from '../protocol/protocol';
import { queryProtocol } from '../protocol/query-protocol';
import { restJsonProtocol } from '../protocol/rest-json-protocol';
import { s3ControlProtocol } from '../protocol/s3-control-protocol';
import { s3Protocol } from '../protocol/s3-protocol';
import { findWireError, findWireOperation } from '../protocol/sdk-schemas';
import { type Answer, type ApiContext, answerRequest } from '../server/answer-request';
import type { WireService } from '../server/services';
import type { WireRequest } from '../server/wire-request';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { failingCalls, partsOf, wholeInput } from '../testing/errors';
import { type Scene, sceneOf } from '../testing/scene';
import { callBySdk } from '../testing/sdk';
import { SERVICE_CONTRACTS } from '../testing/service-contracts';
import { answerShellCall, BURST, type ShellSession } from './answer-shell-call';
import { arrived, readFailure, readOutput } from './read-answer';
import { writeRequest } from './write-request';

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  query: queryProtocol,
  ec2: ec2Protocol,
  json: jsonProtocol,
  'rest-json': restJsonProtocol,
  s3: s3Protocol,
  's3-control': s3ControlProtocol,
};

let api: TestApi;
/** A world for the calls of the shell, since names of buckets are unique in a world. */
let another: TestApi;
/** The last request of a client that had an answer, and the answer. */
let last: { request: WireRequest; answer: Answer };
beforeAll(async () => {
  api = await createTestApi({
    answer: async (request, context) => {
      const answer = await answerRequest(request, context);
      last = { request, answer };
      return answer;
    },
  });
  another = await createTestApi();
});
afterAll(async () => {
  await api.close();
  await another.close();
});

function contextOf({ database }: TestApi): ApiContext {
  return { database, consoleUrl: 'http://localhost:3000', clock: () => new Date() };
}

function keysFor({ keys, seen }: Scene, by = 'root'): Keys {
  const created = seen[by] as { AccessKey?: { AccessKeyId: string; SecretAccessKey: string } } | undefined;
  return (
    keys[by] ?? {
      accessKeyId: created?.AccessKey?.AccessKeyId ?? '',
      secretAccessKey: created?.AccessKey?.SecretAccessKey ?? '',
    }
  );
}

/** Returns a value as JSON of a call or an answer. Streams are read. */
async function toJson(value: unknown): Promise<unknown> {
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return Promise.all(value.map(toJson));
  if (typeof value !== 'object' || value === null) return value;
  if ('transformToByteArray' in value) {
    const stream = value as { transformToByteArray(): Promise<Uint8Array> };
    return toJson(await stream.transformToByteArray());
  }
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value))
    if (item !== undefined && key !== '$metadata') entries.push([key, await toJson(item)]);
  return Object.fromEntries(entries);
}

/** The members that only one of the clients adds to a request. */
const ADDED: ReadonlySet<string> = new Set(['ChecksumAlgorithm', 'EncodingType', 'ChecksumMode', 'ContentLength', 'ContentType']);
/** The members that the SDK fills in itself. In the shell, the command does. */
const TOKENS: ReadonlySet<string> = new Set(['clientToken', 'ClientToken', 'ClientRequestToken']);

function withoutAdded(input: unknown): unknown {
  const entries = Object.entries(input as object).filter(
    ([name]) => !ADDED.has(name) && !TOKENS.has(name) && !/^Checksum(?:CRC|SHA)/.test(name),
  );
  return Object.fromEntries(entries);
}

/** Returns an input without tokens that the command fills in, and with times as the command writes them. */
function withoutTokens(input: object): unknown {
  const written = Object.entries(input).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replace(/(T\d\d:\d\d:\d\d)Z$/, '$1.000Z') : value,
  ]);
  return Object.fromEntries(written.filter(([name]) => !TOKENS.has(name)));
}

function commandOf(service: string): ServiceCommand {
  const command = Object.keys(SERVICE_COMMANDS)
    .filter(isServiceCommand)
    .find((one) => SERVICE_COMMANDS[one] === service);
  if (!command) throw new Error(`the AWS CLI has no command for ${service}`);
  return command;
}

function withoutNulls(output: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(output).filter(([, value]) => value !== null));
}

/** Returns the input that the server reads from a request. */
async function readInput(service: WireService, request: WireRequest): Promise<unknown> {
  const called = PROTOCOLS[service.protocol.name]?.route(request);
  if (!called || called.operation === null) throw new Error('the request calls no operation');
  return { operation: called.wire.name, input: withoutAdded(await toJson(called.readInput())) };
}

/** Returns the request that the shell writes, with the headers of the signature by which the server finds the service. */
async function written(service: WireService, operation: string, input: unknown): Promise<WireRequest> {
  const wire = findWireOperation(service.name, operation);
  if (!wire) throw new Error(`there is no ${operation}`);
  const request = writeRequest(service, wire, await toJson(input));
  const headers = new Map([...request.headers].map(([name, value]) => [name, [value]]));
  const authorization = last.request.headers.get('authorization');
  if (authorization) headers.set('authorization', [...authorization]);
  return { ...request, headers, remoteAddress: '127.0.0.1', encrypted: false };
}

async function bySdk(service: WireService, [name, , by]: Call, input: object, scene: Scene): Promise<unknown> {
  const output = await callBySdk(api, service.name, name, input, keysFor(scene, by));
  scene.seen[name] = output as Seen[string];
  return toJson(output);
}

/** The SDK's message for a failure without one. */
const NO_MESSAGE = 'UnknownError';

let sessions = 0;
function sessionOf(): ShellSession {
  const caller = { accountId: '', credential: 'unsigned', principal: { type: 'Anonymous' } } as const;
  // A new one for each noun, so that no call is throttled.
  return { id: `noun ${++sessions}`, caller, aheadMs: 0, readOnlyReason: null, sourceIp: '127.0.0.1', encrypted: false };
}

describe.each(SERVICE_CONTRACTS)('$name', (service, contracts) => {
  it.each(contracts)('a call of the shell says and reads what the SDK does: %s', async (_, { calls, furnish }) => {
    const scene = await sceneOf(api, furnish);
    for (const call of calls) {
      const [name] = call;
      const input = inputOf(call, scene.seen);
      const output = await bySdk(service, call, input, scene);
      const { request, answer } = last;
      expect(await readInput(service, await written(service, name, input))).toEqual(await readInput(service, request));
      const wire = findWireOperation(service.name, name);
      if (!wire) throw new Error(`there is no ${name}`);
      // AWS: a bucket in us-east-1 has no location. botocore says null, and the SDK nothing.
      const read = withoutNulls(readOutput(service, wire, arrived(answer, request.method)));
      expect({ [name]: read }).toEqual({ [name]: output });
    }
  });

  it.each(contracts)('every call succeeds as a written command in the shell: %s', async (_, { calls, furnish }) => {
    const scene = await sceneOf(another, furnish);
    const command = commandOf(service.name);
    let session = sessionOf();
    for (const [index, call] of calls.entries()) {
      if (index % BURST === BURST - 1) session = sessionOf();
      const [operation, , by] = call;
      const input = (await toJson(inputOf(call, scene.seen))) as CallRequest['input'];
      const credentials = keysFor(scene, by);
      let made: { request: CallRequest; answer: CallAnswer } | undefined;
      const shell = new TestShell({
        region: 'us-east-1',
        call: async (request: CallRequest) => {
          const { answer } = await answerShellCall({ ...request, credentials }, session, contextOf(another));
          made ??= { request, answer };
          return answer;
        },
      });
      const line = await writeCommand(await loadService(command), { operation, input });
      const { stderr, status } = await shell.run(line);
      expect({ line, stderr, status }).toEqual({ line, stderr: '', status: 0 });
      expect({ line, input: withoutTokens(made?.request.input ?? {}) }).toEqual({ line, input: withoutTokens(input) });
      if (made?.answer.ok !== true) return;
      const shape = findWireOperation(service.name, operation)?.output;
      // The inputs of later calls may need bytes and times.
      const typed = shape ? readJsonValue(shape, made.answer.output, (value) => new Date(String(value))) : {};
      scene.seen[operation] = typed as Seen[string];
    }
  });
});

describe.each(SERVICE_CONTRACTS)('$name', (service, contracts) => {
  it('reads each failure as the SDK does', async () => {
    for (const part of partsOf(contracts)) {
      const scene = await part.createScene(api);
      for (const failing of failingCalls(part)) {
        const input = inputOf([failing.operation, wholeInput(service.name, failing)], scene.seen);
        const error = await callBySdk(api, service.name, failing.operation, input, keysFor(scene, failing.by)).then(
          () => null,
          (thrown: Error & { Code?: string }) => thrown,
        );
        const { request, answer } = last;
        const failure = readFailure(service, arrived(answer, request.method));
        const { protocol } = service;
        const isByQueryName = protocol.name === 'json' && protocol.queryErrors;
        const inQuery = isByQueryName && error ? findWireError(service.name, error.name)?.code : undefined;
        const code = error?.Code ?? inQuery ?? error?.name;
        if (request.method === 'HEAD') expect(failure.code).toBe(String(answer.status));
        else expect({ code: failure.code, message: failure.message || NO_MESSAGE }).toEqual({ code, message: error?.message });
      }
    }
  });
});

describe('operations of AWS that are not here', () => {
  // The first two need parameters in their address.
  it.each([
    ['access-analyzer', 'ListAccessPreviews'],
    ['lambda', 'GetFunctionEventInvokeConfig'],
    ['kms', 'CreateGrant'],
  ])('are refused before they need an input: %s:%s', async (service, operation) => {
    const request = { service, operation, input: {}, region: 'us-east-1', credentials: 'none', userAgent: '' } as const;
    const { answer } = await answerShellCall(request, sessionOf(), contextOf(another));
    expect(answer).toMatchObject({
      ok: false,
      code: 'NotImplemented',
      message: expect.stringMatching(
        new RegExp(`^${operation} is not available in Gatehouse\\. .*http://localhost:3000/settings/api-coverage$`),
      ),
    });
  });
});
