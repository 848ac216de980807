import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findWireOperation, loadModels } from '../../aws-api/protocol/sdk-schemas';
import { services } from '../../aws-api/server/services';
import { answerShellCall } from '../../aws-api/shell/answer-shell-call';
import type { SentCall } from '../../aws-cli/io';
import { isServiceCommand, loadService, SERVICE_COMMANDS, type ServiceCommand } from '../../aws-cli/model/commands';
import { writeCommand } from '../../aws-cli/write-command';
import { PutHomeFile } from '../../cloudshell/home/console-operations';
import type { Call } from '../../core/call';
import { AccessDeniedError } from '../../core/errors';
import { runOperation } from '../../core/run/run';
import { createTestDatabase, type TestDatabase } from '../../db/test-database';
import { builtInFolders, packFiles } from '../../scenario/built-in';
import { readPack } from '../../scenario/read-pack';
import { type Answer, type PackCall, performHere } from '../../scenario/run/run-operations';
import { answersOf, look, newAttempt, play } from '../../scenario/try/play';
import { type Outcome, TestShell } from '../../shell/testing/test-shell';

let database: TestDatabase;
beforeAll(async () => {
  await loadModels();
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** Returns the command of an operation such as `iam:CreateUser`, or null if the AWS CLI has none. */
function commandOf(name: string): { command: ServiceCommand; operation: string } | null {
  const [prefix = '', operation = ''] = name.split(':');
  const service = services().find((one) => one.name === prefix);
  const command = Object.keys(SERVICE_COMMANDS)
    .filter(isServiceCommand)
    .find((one) => SERVICE_COMMANDS[one] === prefix);
  return service && command && findWireOperation(service.name, operation) ? { command, operation } : null;
}

/** Runs a line in a shell of a caller. */
function runAs(line: string, { caller, now, region, requestId, sourceIp }: PackCall['call']): Promise<Outcome> {
  const session = { id: requestId, caller, aheadMs: 0, readOnlyReason: null, sourceIp, encrypted: true };
  const api = { database, consoleUrl: null, clock: () => now };
  const call = async (request: SentCall) => (await answerShellCall(request, session, api)).answer;
  return new TestShell({ now: () => now, region, call }).run(line);
}

/** The calls that no command of the AWS CLI makes, with the place of the shell or the console that makes them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'iam:GetAuthorizationDetails': 'gatehouse why',
  'gatehouse:MoveClock': 'gatehouse clock',
  'gatehouse:IssueIdentityToken': 'gatehouse token',
  'organizations:PreviewGuardrailChange': 'gatehouse preview',
  // AWS: the root user's MFA devices are managed in the console, and the command asks for a user.
  'iam:EnableMFADevice by root': 'security credentials',
};
const made = new Set<string>();

/** Makes a call of a pack by a line of the shell. */
async function perform(asked: PackCall): Promise<Answer> {
  const named = commandOf(asked.name);
  const isOfRoot = asked.call.caller.principal.type === 'Root' && !('UserName' in asked.input);
  const place = isOfRoot ? `${asked.name} by root` : asked.name;
  if (!named || Object.hasOwn(ELSEWHERE, place)) {
    made.add(place);
    return performHere(asked, database);
  }
  const line = await writeCommand(await loadService(named.command), { operation: named.operation, input: asked.input });
  const { stdout, stderr, status } = await runAs(named.operation === MFA ? `${line} && cat mfa-secret.txt` : line, asked.call);
  if (status === 0) return { outcome: 'success', output: outputOf(named.operation, stdout) };
  const [, code = '', message = ''] = /An error occurred \((\w+)\) when calling the \w+ operation: ([\s\S]*)/.exec(stderr) ?? [];
  const denied = /^(AccessDenied|UnauthorizedOperation)/.test(code) ? 'denied ' : '';
  return { outcome: `${denied}${code}`, output: { Code: code, Message: message }, said: `${line}\n${stderr}` };
}

const MFA = 'CreateVirtualMFADevice';

/** The secret of an MFA device is in a file. */
function outputOf(operation: string, stdout: string): unknown {
  if (operation !== MFA) return stdout === '' ? {} : JSON.parse(stdout);
  const end = stdout.lastIndexOf('}') + 1;
  const { VirtualMFADevice } = JSON.parse(stdout.slice(0, end));
  return { VirtualMFADevice: { ...VirtualMFADevice, Base32StringSeed: stdout.slice(end).trim() } };
}

describe.each((await builtInFolders()).map((folder) => [basename(folder), folder]))('the scenario %s', (_, folder) => {
  it('is solved by lines of the shell', async () => {
    const { pack } = await readPack(await packFiles(folder));
    if (!pack) throw new Error('The pack is readable.');
    const game = { pack, database, startedAt: new Date('2026-03-02T09:00:00Z') };
    const attempt = await newAttempt(game);
    const callers: Call[] = [];
    await play(game, attempt, pack.scenario.solution, {
      perform: (asked) => {
        callers.push(asked.call);
        return perform(asked);
      },
    });
    // A shell writes files of its own, such as the history of commands.
    for (const call of callers) {
      const written = runOperation(PutHomeFile, { Path: '.bash_history', Bytes: 'bHMK' }, call, database);
      await written.catch((error: unknown) => {
        if (!(error instanceof AccessDeniedError)) throw error;
      });
    }
    const outcomes = await look(game, attempt, answersOf(pack, attempt));
    expect(outcomes.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
  });
});

it('needs something else than the AWS CLI for a few calls only', () => {
  expect([...made].toSorted()).toEqual(Object.keys(ELSEWHERE).toSorted());
});
