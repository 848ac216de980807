import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { nearest } from '@gatehouse/catalog/nearest';
import type { z } from 'zod';
import { constraintText } from '../../core/module/validate-input';
import { type AnyOperation, isWrite } from '../../core/operation';
import { asTyped } from '../../core/schema-parts';
import { checksOf, operationsOf } from './check-names';
import { withDocuments } from './documents';
import type { Path } from './problems';
import type { YamlFile } from './read-yaml';
import { comesFromOperation, referencesIn, replaceReferences, textsIn } from './references';

/** The available operations by `service:Name`. */
export type Operations = ReadonlyMap<string, AnyOperation>;

/** Operations that packs can't use: enforcement is fixed for an attempt, and only the class restores snapshots. */
export const NEVER_IN_PACKS: Readonly<Record<string, string>> = {
  'gatehouse:PutAccountEnforcement': 'Write enforcement under accounts.',
  'gatehouse:SaveSnapshot': 'Attempts have snapshots of their own.',
  'gatehouse:RestoreSnapshot': 'Attempts have snapshots of their own.',
  'gatehouse:DeleteSnapshot': 'Attempts have snapshots of their own.',
};

/**
 * The members with values that are unique in the installation. A second attempt could not use them again, and a pack could occupy
 * names that others need.
 */
export const UNIQUE: Readonly<Record<string, string>> = {
  'iam:CreateAccountAlias': 'AccountAlias',
  's3:CreateBucket': 'Bucket',
  'organizations:CreateAccount': 'Email',
  'organizations:CreateGovCloudAccount': 'Email',
};
export const DIFFERENT = /\{\{(?:code|account\.[^{}]+|flag\.[^{}]+|secret\.[^{}]+|alias\.[^{}]+|id\.[^{}]+)\}\}/;

/** Notes a name that is unique in the installation but the same in every attempt. */
function checkUnique(file: YamlFile, value: unknown, path: Path): void {
  if (typeof value === 'string' && !DIFFERENT.test(value))
    file.note(path, 'There is one of this name in an installation, and every attempt needs its own: write {{code}} into it.');
}

/** Checks the names of aliases and buckets that are created before setup. */
export function checkUniqueNames(file: YamlFile): void {
  for (const [key, account] of Object.entries<unknown>(Object(file.value.accounts)))
    checkUnique(file, Reflect.get(Object(account), 'alias'), ['accounts', key, 'alias']);
  for (const [key, resource] of Object.entries<unknown>(Object(file.value.resources)))
    if (Reflect.get(Object(resource), 'type') === 's3:bucket')
      checkUnique(file, Reflect.get(Object(resource), 'name'), ['resources', key, 'name']);
}

/** Checks operations and their inputs against the available operations and their schemas. */
export function checkOperationInputs(
  file: YamlFile,
  list: unknown,
  path: Path,
  operations: Operations,
  files: ReadonlyMap<string, string>,
): void {
  for (const { operation: asked, at } of operationsOf(list)) {
    if (file.isFull()) return;
    const here = [...path, at];
    const never = NEVER_IN_PACKS[asked.do];
    if (never !== undefined) file.note([...here, 'do'], `${asked.do} is not for packs. ${never}`);
    const operation = operations.get(asked.do);
    const unique = UNIQUE[asked.do];
    if (unique !== undefined && (asked.expect ?? 'success') === 'success')
      for (const each of asked.each ?? ['']) checkUnique(file, withEach(asked.input?.[unique], each), [...here, 'input', unique]);
    if (!operation) {
      checkTried(file, asked.do, asked.input ?? {}, here, operations);
      continue;
    }
    for (const each of asked.each ?? [undefined])
      checkInput(file, operation, asked.input ?? {}, [...here, 'input'], { each, files });
  }
}

function withEach(value: unknown, each: string | number): unknown {
  return typeof value === 'string' ? value.replaceAll('{{each}}', String(each)) : value;
}

/** Checks the reads of checks in the same way. */
export function checkReads(file: YamlFile, operations: Operations, files: ReadonlyMap<string, string>): void {
  const checkRead = ({ read, input }: { read: string; input?: Record<string, unknown> | undefined }, path: Path) => {
    const operation = operations.get(read);
    if (!operation) {
      file.note([...path, 'read'], noOperation(read, operations));
      return;
    }
    if (isWrite(operation)) {
      file.note([...path, 'read'], `${read} changes something; a check reads with a List, Get or Describe operation.`);
      return;
    }
    checkInput(file, operation, input ?? {}, [...path, 'input'], { each: undefined, files });
  };
  for (const { check, path } of checksOf(file.value)) {
    if (file.isFull()) return;
    if (check.kind === 'state') checkRead(check, path);
    if (check.kind === 'anyOf')
      for (const [at, way] of check.of.entries()) if (way.kind === 'state') checkRead(way, [...path, 'of', at]);
    if (check.kind === 'prediction')
      for (const [at, { answerFrom }] of check.questions.entries())
        if (answerFrom && 'read' in answerFrom) checkRead(answerFrom.read, [...path, 'questions', at, 'answerFrom', 'read']);
    for (const { action, at } of actionsOf(check, path)) checkAction(file, action, at, operations);
  }
}

function* actionsOf(value: unknown, path: Path): Generator<{ action: string; at: Path }> {
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'Statement')) return;
  for (const [key, member] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === 'input') continue;
    if (key === 'action' || (key === 'name' && 'kind' in value && value.kind === 'event')) {
      if (typeof member === 'string') yield { action: member, at };
      else if (Array.isArray(member))
        for (const [index, one] of member.entries()) yield { action: String(one), at: [...at, index] };
    } else yield* actionsOf(member, at);
  }
}

/** Checks an action against the catalog, the operations and the sign-in events. */
function checkAction(file: YamlFile, action: string, path: Path, operations: Operations): void {
  const catalog = loadCatalog();
  const [service = ''] = action.split(':');
  if (operations.has(action) || catalog.action(action) || !catalog.service(service) || service === 'signin') return;
  file.note(path, noOperation(action, operations));
}

/** Checks an action without an operation. It can only be tried on a resource. */
function checkTried(file: YamlFile, action: string, input: object, path: Path, operations: Operations): void {
  if (!loadCatalog().action(action)) {
    file.note([...path, 'do'], noOperation(action, operations));
    return;
  }
  for (const key of Object.keys(input))
    if (key !== 'Resource' && key !== 'ResourceAccount' && key !== 'Context')
      file.note(
        [...path, 'input'],
        `${action} has no operation here and is only tried: its input has Resource, and perhaps ResourceAccount and Context. There is no member ${key} here.`,
        key,
      );
}

function noOperation(name: string, operations: Operations): string {
  const [service = ''] = name.split(':');
  const actions = loadCatalog()
    .actionsOf(service)
    .map((action) => `${service}:${action.name}`);
  const near = nearest(name, [...operations.keys(), ...actions]);
  return `There is no ${name}${near === undefined ? '.' : `; did you mean ${near}?`}`;
}

type Given = { each: string | number | undefined; files: ReadonlyMap<string, string> };

function checkInput(file: YamlFile, operation: AnyOperation, input: object, path: Path, given: Given): void {
  const named = `${operation.service}:${operation.name}`;
  for (const issue of inputIssues(operation, input, given)) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) file.note([...path, ...issue.path], `There is no member ${key} here (${named}).`, key);
      continue;
    }
    file.note([...path, ...issue.path], `${constraintText(issue)} (${named})`);
  }
}

/**
 * Returns the schema's issues with an operation's input, with sample values for references. Values that are known only after
 * setup are not checked.
 */
export function inputIssues(operation: AnyOperation, input: object, { each, files }: Given): z.core.$ZodIssue[] {
  let value: unknown;
  try {
    value = withDocuments(
      replaceReferences(input, (name) => (name === 'each' ? replaceReferences(each, sampleOf) : sampleOf(name))),
      (name) => files.get(name) ?? '{}',
    );
  } catch {
    // A reference without a value is reported as a name problem.
    return [];
  }
  const result = operation.input.safeParse(asTyped(value, operation.input), { reportInput: true });
  return result.success
    ? []
    : result.error.issues.filter((issue: z.core.$ZodIssue) => !hangsOnReference(input, issue.path, each));
}

/** Returns whether a value is known only after setup. */
function hangsOnReference(input: unknown, path: Path, each: Given['each']): boolean {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) break;
    value = Reflect.get(value, key);
  }
  const names = [...textsIn(value)].flatMap(({ text }) => referencesIn(text));
  const inEach = names.includes('each') && typeof each === 'string' ? referencesIn(each) : [];
  return [...names, ...inEach].some(comesFromOperation);
}

/** Returns a value with the format that a reference has in every attempt. */
export function sampleOf(name: string): string {
  if (name === 'code') return 'k3x9a';
  if (name === 'password') return 'Amber-Harbour-Lantern-7';
  const [kind = '', key = ''] = name.split('.');
  if (kind === 'account') return '111122223333';
  if (kind === 'resource') return `arn:aws:s3:::${key}-k3x9a`;
  if (kind === 'id' || kind === 'alias') return `${key}-k3x9a`;
  return 'k3x9ak3x9ak3x9ak';
}
