import { verdictSentence, verdictTitle } from '@/components/access/verdict-text';
import { paths } from '@/lib/console/paths';
import { fetchRead } from '@/lib/console/query';
import type { ConsoleFailure } from '@/lib/console/result';
import { ownBasePath } from '@/lib/console/session/session-address';
import { callAction } from '@/lib/console/session/shown-identity';
import type { GatehouseCommand } from '@/lib/shell/completion/gatehouse';
import { restoreSnapshot, saveSnapshot } from './actions';

/** The end of a command, as the shell prints it. */
export type CommandEnd = { stdout: string; stderr: string; status: number };

const HELP = `usage: gatehouse <command> [arguments]

Commands of Gatehouse, which AWS does not have:

  gatehouse why [AUTHORIZATION_ID]       explain a denied call; without an ID, your last one
  gatehouse who-can ACTION [RESOURCE]    list the users and roles of this account that can do an action
  gatehouse snapshot list                list the snapshots of this account
  gatehouse snapshot save NAME           save a snapshot
  gatehouse snapshot restore NAME        restore everything to a snapshot
`;

/** The time that a read may take. */
const TIMEOUT_MS = 30_000;

type Command = (words: readonly string[]) => Promise<CommandEnd>;

const COMMANDS: Readonly<Record<GatehouseCommand, Command>> = {
  why,
  'who-can': whoCan,
  snapshot,
  help: async () => done(HELP),
};

/** Runs the shell's command `gatehouse` as the identity that the page shows. */
export async function gatehouseCommand(words: readonly string[]): Promise<CommandEnd> {
  const [name = 'help', ...rest] = words;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as GatehouseCommand] : undefined;
  if (!command) return { stdout: '', stderr: `gatehouse: '${name}' is not a command. See 'gatehouse help'.\n`, status: 2 };
  return command(rest);
}

async function why([given]: readonly string[]): Promise<CommandEnd> {
  const id = given ?? (await lastDenial());
  if (typeof id === 'object') return failed(id);
  if (id === undefined) return done('Your last calls were all allowed.\n');
  const read = await fetchRead('console', 'GetAuthorizationDetails', { AuthorizationId: id }, AbortSignal.timeout(TIMEOUT_MS));
  if (!read.ok) return failed(read.error);
  const lines = read.data.Evaluations.flatMap(({ explanation }) => [
    `${explanation.request.action} on ${explanation.request.resource}`,
    `  ${verdictTitle(explanation, true)}. ${verdictSentence(explanation, true)}`,
  ]);
  return done([...lines, `Decision: ${location.origin}${ownBasePath()}${paths.troubleshooter(id)}`, ''].join('\n'));
}

/** Returns the authorization ID of the caller's last denied call. */
async function lastDenial(): Promise<string | undefined | ConsoleFailure> {
  const read = await fetchRead('console', 'ListOwnDenials', {}, AbortSignal.timeout(TIMEOUT_MS));
  return read.ok ? read.data.Denials.find(({ AuthorizationId }) => AuthorizationId)?.AuthorizationId : read.error;
}

async function whoCan([Action, Resource = '*']: readonly string[]): Promise<CommandEnd> {
  if (Action === undefined) return usage('gatehouse who-can ACTION [RESOURCE]');
  const read = await fetchRead('console', 'WhoCan', { Action, Resource, Reach: 'account' }, AbortSignal.timeout(TIMEOUT_MS));
  if (!read.ok) return failed(read.error);
  const { Principals, Total, Considered, Withheld } = read.data;
  const rows = Principals.map(({ Arn, Access, Steps }) => {
    const roles = Steps.length === 0 ? '' : `\tby ${Steps.length === 1 ? 'a role' : `${Steps.length} roles`}`;
    return `${Arn}\t${Access === 'always' ? 'allowed' : 'allowed at times'}${roles}`;
  });
  const counted = `${Total} of ${Considered} can do ${Action} on ${Resource}.`;
  const withheld = Withheld > 0 ? ` You may not examine ${Withheld} more.` : '';
  return done(`${[...rows, counted + withheld].join('\n')}\n`);
}

async function snapshot([what, name]: readonly string[]): Promise<CommandEnd> {
  if (what === 'list') {
    const read = await fetchRead('console', 'ListSnapshots', {}, AbortSignal.timeout(TIMEOUT_MS));
    if (!read.ok) return failed(read.error);
    return done(read.data.Snapshots.map(({ Name, CreatedAt }) => `${CreatedAt}\t${Name}\n`).join(''));
  }
  const action = what === 'save' ? saveSnapshot : what === 'restore' ? restoreSnapshot : undefined;
  if (!action || name === undefined) return usage('gatehouse snapshot list | save NAME | restore NAME');
  const result = await callAction<{ Name: string }, unknown>(action, { Name: name });
  if (!result.ok) return failed(result.error);
  return done(what === 'save' ? `Saved snapshot ${name}.\n` : `Restored snapshot ${name}.\n`);
}

const done = (stdout: string): CommandEnd => ({ stdout, stderr: '', status: 0 });
const usage = (text: string): CommandEnd => ({ stdout: '', stderr: `usage: ${text}\n`, status: 2 });
const failed = ({ code, message }: ConsoleFailure): CommandEnd => ({
  stdout: '',
  stderr: `gatehouse: ${code}: ${message}\n`,
  status: 1,
});
