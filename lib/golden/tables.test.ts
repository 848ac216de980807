import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { expect, it } from 'vitest';
import {
  findWireError,
  findWireOperation,
  type Shape,
  wireErrorNames,
  wireOperationNames,
} from '../aws-api/protocol/sdk-schemas';
import { services } from '../aws-api/server/services';
import { loadRegistries } from '../console/operations';
import { errorCode } from '../core/module/error-codes';
import { eventCategory, isDataAction } from '../core/module/event-category';
import { jobsOfModules } from '../core/module/module';
import { resourceTypeOf, serviceOfType } from '../core/module/resource-types';
import { isSecretMember } from '../core/module/secret-members';
import { allTables, sealedColumns } from '../core/module/tables';
import { type AnyOperation, isWrite } from '../core/operation';
import type { Database } from '../db/client';
import { MOST } from '../settings/quotas.mjs';

// Every table that covers all services, stored as text beside this file. A refactoring must reproduce the texts exactly. The commit of any other
// change explains it. `npx vitest run lib/golden -u` writes the texts.

const ROOT = join(import.meta.dirname, '../..');

const patternsAsText = (_: string, value: unknown) => (value instanceof RegExp ? String(value) : value);

/** Every operation, with the places where it is available: the wire API and the console. */
const found = new Map<string, { operation: AnyOperation; where: string[] }>();
for (const { name, operations } of services()) for (const each of Object.values(operations)) note(each, `wire ${name}`);
for (const [name, operations] of Object.entries(await loadRegistries()))
  for (const each of Object.values(operations)) note(each, `console ${name}`);

function note(operation: AnyOperation, where: string): void {
  const key = `${operation.service} ${operation.name}`;
  const known = found.get(key) ?? { operation, where: [] };
  if (known.operation !== operation) throw new Error(`there are two operations ${key}`);
  known.where.push(where);
  found.set(key, known);
}

const FLAGS = ['alwaysEnforced', 'unsigned', 'anonymous', 'trial', 'leavesNoEvent', 'settles', 'prepare', 'target'] as const;
const sorted = (lines: Iterable<string>) => [...lines].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)).join('\n');
const keep = (name: string, lines: Iterable<string>) => keepInOrder(name, [sorted(lines)]);
const keepInOrder = (name: string, lines: readonly string[]) =>
  expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${name}.txt`);

it('operations.txt lists every operation with its access level, its properties and where it can be called', () =>
  keep(
    'operations',
    [...found].map(([key, { operation, where }]) => {
      const flags = FLAGS.filter((flag) => operation[flag] !== undefined);
      const kind = [operation.access, isWrite(operation) ? 'writes' : 'reads', operation.action, ...flags].filter(Boolean);
      return `${key}: ${kind.join(', ')} | ${where.sort().join(', ')}`;
    }),
  ));

it('services.txt lists every service of the wire API with its identification and signature', () =>
  keep(
    'services',
    services().map(({ operations, contextOf, ...service }) => {
      const count = Object.keys(operations).length;
      return `${service.name}: ${JSON.stringify({ ...service, contextOf: contextOf !== undefined }, patternsAsText)} ${count} operations`;
    }),
  ));

it('wire-shapes.txt lists the members of each operation and a digest of its shape', () =>
  keep(
    'wire-shapes',
    services().flatMap(({ name, operations }) =>
      Object.keys(operations).map((operation) => {
        const wire = findWireOperation(name, operation);
        const digest = createHash('sha256').update(shapeText(wire)).digest('hex').slice(0, 16);
        const http = wire?.http ? ` ${wire.http.method} ${wire.http.path}` : '';
        return `${name} ${operation}:${http} (${membersOf(wire?.input)}) → (${membersOf(wire?.output)}) ${digest}`;
      }),
    ),
  ));

function membersOf(shape: Shape | undefined): string {
  return shape?.kind === 'structure' ? shape.members.map(({ name, required }) => name + (required ? '!' : '')).join(' ') : '';
}

/** Shapes can contain themselves, and JSON has no maps. */
function shapeText(value: unknown): string {
  const open = new Set<unknown>();
  const write = (part: unknown): string => {
    if (typeof part !== 'object' || part === null) return JSON.stringify(part);
    if (open.has(part)) return '↑';
    open.add(part);
    const entries = part instanceof Map ? [...part] : Object.entries(part);
    const text = `{${entries.map(([key, each]) => `${key}:${write(each)}`).join()}}`;
    open.delete(part);
    return text;
  };
  return write(value);
}

it('not-here.txt lists every AWS operation that is not implemented', () =>
  keep(
    'not-here',
    services().map(({ name, operations }) => {
      const missing = wireOperationNames(name).filter((operation) => !Object.hasOwn(operations, operation));
      return `${name}: ${missing.sort().join(' ')}`;
    }),
  ));

it('secret-members.txt lists the members that contain secrets', () =>
  keep(
    'secret-members',
    services().flatMap(({ name, operations }) =>
      Object.keys(operations).flatMap((operation) => {
        const wire = findWireOperation(name, operation);
        const paths = [...secretPaths(name, wire?.input, 'in'), ...secretPaths(name, wire?.output, 'out')];
        return paths.length > 0 ? [`${name} ${operation}: ${paths.join(' ')}`] : [];
      }),
    ),
  ));

function secretPaths(service: string, shape: Shape | undefined, path: string, open: readonly Shape[] = []): string[] {
  if (!shape || open.includes(shape)) return [];
  const inside = [...open, shape];
  if (shape.kind === 'list') return secretPaths(service, shape.item, `${path}[]`, inside);
  if (shape.kind === 'map') return secretPaths(service, shape.value, `${path}{}`, inside);
  if (shape.kind !== 'structure') return [];
  return shape.members.flatMap(({ name, shape: member }) =>
    isSecretMember(name, service) ? [`${path}.${name}`] : secretPaths(service, member, `${path}.${name}`, inside),
  );
}

it('event-categories.txt lists the event category of each call and the data actions', () =>
  keep(
    'event-categories',
    [...found.values()].map(({ operation: { service, name, action } }) => {
      const category = eventCategory({ eventSource: `${service}.amazonaws.com`, eventName: name, via: 'api' });
      const called = action?.split(':')[1] ?? name;
      return `${service} ${name}: ${category}${isDataAction(service, called) ? ', data action' : ''}`;
    }),
  ));

it('resource-types.txt lists the resource type for each ARN format', () => {
  const catalog = loadCatalog();
  const types = catalog.services().flatMap(({ prefix }) => catalog.resourceTypesOf(prefix));
  const arns = new Set(types.map(({ arn }) => arn.replace(/\$\{[^}]*\}/g, 'x')));
  const lines = [...arns].flatMap((arn) => {
    const type = resourceTypeOf(arn);
    return type ? [`${arn}: ${type} of ${serviceOfType(type)}`] : [];
  });
  return keep('resource-types', lines);
});

const COMMON = [
  'AccessDenied',
  'ExpiredToken',
  'IncompleteSignature',
  'InternalFailure',
  'InvalidClientTokenId',
  'MalformedInput',
  'MethodNotAllowed',
  'MisdirectedRequest',
  'MissingAuthenticationToken',
  'RequestEntityTooLarge',
  'SignatureDoesNotMatch',
  'UnsupportedMediaType',
  'ValidationError',
];

it('error-codes.txt lists the error codes of each service', () =>
  keep(
    'error-codes',
    services().flatMap(({ name }) => [
      ...COMMON.map((shape) => `${name} ${shape}: ${errorCode(name, shape)}`),
      ...wireErrorNames(name).map((shape) => `${name} ${shape}: ${errorCode(name, shape)} ${findWireError(name, shape)?.status}`),
    ]),
  ));

it('snapshot-tables.txt lists how snapshots treat each table, in the order of insertion', () =>
  keepInOrder(
    'snapshot-tables',
    [...allTables()].map(([name, { sealed: _, ...table }]) => {
      const treated = 'apart' in table ? { apart: table.apart } : table;
      return `${name}: ${JSON.stringify(treated)}`;
    }),
  ));

it('sealed-columns.txt lists the columns that are encrypted with the secret key', () =>
  keep(
    'sealed-columns',
    sealedColumns().map(({ model, id, column, purpose }) => `${model}.${column} by ${id}: ${purpose}`),
  ));

it('quotas.txt lists the quotas', () =>
  keep(
    'quotas',
    Object.entries(MOST).map(([name, most]) => `${name}: ${most}`),
  ));

it('jobs.txt lists the background jobs and their triggers', async () => {
  const jobs = await jobsOfModules({ reader: {} } as Database);
  return keep(
    'jobs',
    jobs.map(({ name, run, failure, ...when }) => {
      const facts = { ...when, ...(when.afterCalls && { afterCalls: true }) };
      return `${name}: ${JSON.stringify(facts)} ${failure}`;
    }),
  );
});

it('routes.txt lists the pages and routes', () => {
  const files = readdirSync(join(ROOT, 'app'), { recursive: true, withFileTypes: true });
  const routes = files.filter((file) => /^(page|route)\.tsx?$/.test(file.name));
  return keep(
    'routes',
    routes.map(({ parentPath, name }) => `/${relative(join(ROOT, 'app'), join(parentPath, name))}`),
  );
});

it('contracts.txt lists the folders with a contract for the tests of all operations', () => {
  const files = readdirSync(join(ROOT, 'lib'), { recursive: true, withFileTypes: true });
  const contracts = files.filter(({ name }) => name === 'contract.ts');
  return keep(
    'contracts',
    contracts.map(({ parentPath }) => relative(ROOT, parentPath)),
  );
});
