import { randomUUID } from 'node:crypto';
import { TryCall } from '../../access/try-it/operations';
import { type Call, SIGNED_HERE } from '../../core/call';
import { AccessDeniedError, AwsError } from '../../core/errors';
import { errorCode } from '../../core/module/error-codes';
import type { AnyOperation } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { asTyped } from '../../core/schema-parts';
import { atClockOf, CLOCK } from '../../core/time/clock';
import { giveWay } from '../../core/work/bulk';
import type { Database } from '../../db/client';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import type { ReferenceValue } from '../attempt';
import { fileText, withDocuments } from '../format/documents';
import { MOST_SAVED_CHARACTERS } from '../format/limits';
import { type LookUp, replaceInJson, replaceReferences } from '../format/references';
import type { PackOperation } from '../format/schema';
import { packOperations } from '../operations';
import { callerFor, PARTITION } from './callers';
import { foreignAccountNamed, isForeignAccount } from './extent';
import { valuesAt } from './pointers';
import { lookUpIn, MADE, ownAccountIds, PackError, type World } from './world';

/** The default Region of a pack's operations, which is also the console's. */
export const REGION = 'us-east-1';
const ADDRESS = '192.0.2.10';

/** Returns the password of an identity. */
export type PasswordOf = (identity: string) => Promise<string>;

/** A call of a pack: the name of its operation, its input as JSON with nothing left to replace, and the call that makes it. */
export type PackCall = { name: string; input: Readonly<Record<string, unknown>>; call: Call };

/** Makes a call of a pack. */
export type Perform = (asked: PackCall, database: Database) => Promise<Answer>;

export type Running = {
  /** Returns the time of an operation by its position. */
  timeOf: (operation: PackOperation, at: number) => Date;
  passwordOf: PasswordOf;
  /** The way in which calls are made. Default: `performHere`. */
  perform?: Perform | undefined;
  /** The deadline in `performance.now()` milliseconds. */
  until?: number;
  /** The path of the list in the pack for error messages, and the number of its first operation here. */
  path: string;
  from?: number;
};

/**
 * Runs operations in order through `runOperation`, each as its identity, and adds what they save to the world.
 * @throws PackError at the first unexpected result
 */
export async function runOperations(world: World, operations: readonly PackOperation[], running: Running): Promise<void> {
  for (const [at, operation] of operations.entries()) {
    const now = running.timeOf(operation, at);
    for (const each of operation.each ?? [undefined]) {
      // SQLite answers synchronously, so a setup would block the event loop without this.
      await giveWay();
      requireTime(running.until, `${running.path}[${(running.from ?? 0) + at}]`);
      const told = each === undefined ? '' : ` (${each})`;
      try {
        await runOne(world, operation, each, now, running);
      } catch (error) {
        if (!(error instanceof PackError)) throw error;
        throw new PackError(
          `${running.path}[${(running.from ?? 0) + at}] ${operation.do} as ${operation.as}${told}: ${error.message}`,
        );
      }
    }
  }
}

/**
 * Refuses to continue after the deadline.
 * @throws PackError
 */
export function requireTime(until: number | undefined, where: string): void {
  if (until !== undefined && performance.now() > until)
    throw new PackError(`${where}: building an attempt takes longer than it may.`);
}

async function runOne(
  world: World,
  asked: PackOperation,
  each: string | number | undefined,
  now: Date,
  { passwordOf, perform = performHere }: Running,
): Promise<void> {
  const known = lookUpIn(world);
  const item = replaceReferences(each, known);
  const plain: LookUp = (name) => (name === 'each' ? item : (codeShown(world, name, now) ?? known(name)));
  const identity = String(replaceReferences(asked.as, plain));
  const from = asked.from ?? {};
  const whose = passwordOwner(asked, identity, plain);
  const password = usesPassword(asked.input) ? await passwordOf(whose) : undefined;
  const lookUp: LookUp = (name) => (name === 'password' ? password : plain(name));
  const input = inputOf(world, asked.input ?? {}, lookUp);
  const foreign = await foreignAccountNamed(world.database.reader, ownAccountIds(world), input);
  if (foreign !== null) throw new PackError('its input names an account that is not of the attempt.');
  const call = await callAs(world, identity, now, from);
  const answer = await perform({ name: asked.do, input, call }, world.database);
  const expected = asked.expect ?? 'success';
  if (!answer.outcome.split(' ').includes(expected))
    throw new PackError(`${answer.said ?? 'it succeeded'}, and ${expected} was expected.`);
  for (const [key, pointer] of Object.entries(asked.save ?? {})) {
    const [value] = valuesAt(answer.output, pointer);
    if (value === undefined) throw new PackError(`its answer has no ${pointer}.`);
    if (key !== MADE && ((JSON.stringify(value) as string | undefined)?.length ?? 0) > MOST_SAVED_CHARACTERS)
      throw new PackError(`at ${pointer} its answer has more than can be saved.`);
    // A saved id names an account in later operations, and a pack can make any text appear in an answer, for example as a tag
    // value.
    if (await isForeignAccount(world.database.reader, ownAccountIds(world), value))
      throw new PackError(`at ${pointer} its answer has an account that is not of the attempt.`);
    world.references[`ref.${key}`] = value as ReferenceValue;
  }
}

/**
 * Returns a call as an identity, by its account's clock.
 * @throws PackError if the identity does not exist
 */
export async function callAs(
  world: World,
  identity: string,
  now: Date,
  from: NonNullable<PackOperation['from']> = {},
): Promise<Call> {
  const caller = await callerFor(world, identity, from, now);
  const account = await world.database.reader.account.findUnique({ where: { id: caller.accountId }, select: CLOCK });
  const call: Call = {
    caller,
    requestId: randomUUID(),
    now,
    sourceIp: from.ip ?? ADDRESS,
    userAgent: from.userAgent ?? 'Gatehouse',
    region: from.region ?? REGION,
    partition: PARTITION,
    secureTransport: true,
    signing: SIGNED_HERE,
    via: from.credential === 'longTerm' || identity.startsWith('session/') ? 'api' : 'console',
  };
  return account ? atClockOf(account, call) : call;
}

/** The outcome in words: `success`, or the code and the shape of the error, after `denied` for a denial. */
export type Answer = { outcome: string; output: unknown; said?: string };

/** Makes a call through `runOperation`. */
export function performHere({ name, input, call }: PackCall, database: Database): Promise<Answer> {
  const { operation, input: typed } = callOf(name, input);
  return runOperation(operation, typed as never, call, database).then(
    (output: unknown): Answer => ({ outcome: 'success', output }),
    (error: unknown) => failureOf(error, operation),
  );
}

function failureOf(error: unknown, operation: AnyOperation): Answer {
  if (!(error instanceof AwsError)) throw error;
  const code = errorCode(operation.service, error.shape);
  const denied = error instanceof AccessDeniedError ? 'denied ' : '';
  const output = { ...error.members, Code: code, Message: error.message };
  return { outcome: `${denied}${code} ${error.shape}`, output, said: `it failed with ${code}: ${error.message}` };
}

/** Returns the operation by name. An action without an operation becomes a trial. */
function callOf(name: string, input: Readonly<Record<string, unknown>>): { operation: AnyOperation; input: object } {
  const operation = packOperations().get(name);
  if (operation) return { operation, input: asTyped(input, operation.input) as object };
  const { Context, ...question } = input;
  const context = Object.entries((Context ?? {}) as Record<string, string | string[]>);
  const entries = context.map(([Key, value]) => ({ Key, Values: Array.isArray(value) ? value : [value] }));
  return {
    operation: TryCall,
    input: { Action: name, Resource: '*', ...question, ...(entries.length > 0 && { Context: entries }) },
  };
}

/** Returns the input with references replaced and documents as text. */
function inputOf({ pack }: World, input: Readonly<Record<string, unknown>>, lookUp: LookUp): Readonly<Record<string, unknown>> {
  const readFile = (file: string) => replaceInJson(fileText(pack, file), lookUp);
  try {
    return withDocuments(replaceReferences(input, lookUp), readFile) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new PackError(error instanceof Error ? error.message : String(error));
  }
}

const CODE_STEPS: Readonly<Record<string, number>> = { firstcode: -1, secondcode: 0, thirdcode: 1 };

/** Returns the code of an authenticator app for a saved seed: the previous, current or next one. */
function codeShown({ references }: World, name: string, now: Date): string | undefined {
  const [kind = '', key = ''] = name.split('.');
  const step = CODE_STEPS[kind];
  const seed = references[`ref.${key}`];
  return step === undefined || typeof seed !== 'string' ? undefined : codeOf(seed, stepOf(now) + step);
}

function usesPassword(input: unknown): boolean {
  return JSON.stringify(input ?? null).includes('{{password}}');
}

/** Returns whose password an operation sets: that of the user it names, or the caller's. */
function passwordOwner({ input }: PackOperation, identity: string, lookUp: LookUp): string {
  const name = input?.UserName;
  return typeof name === 'string' ? `user/${String(replaceReferences(name, lookUp))}@${identity.split('@').at(-1)}` : identity;
}
