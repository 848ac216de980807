import type { Candidate } from '../../aws-cli/completion/candidate';
import { isServiceCommand, loadService, SERVICE_COMMANDS } from '../../aws-cli/model/commands';

/** The commands of `gatehouse`, with their descriptions. The page runs them. */
export const GATEHOUSE_COMMANDS = {
  why: 'explains a denied call',
  try: 'decides a call without making it',
  'who-can': 'lists the users and roles that can do an action',
  preview: 'shows who loses or gains access by a guardrail',
  snapshot: 'lists, saves or restores snapshots of the account',
  reset: 'starts the attempt of this lab again',
  clock: 'prints or advances the time of the account',
  token: 'prints an identity token of this installation',
  help: 'describes the commands',
} as const;

export type GatehouseCommand = keyof typeof GATEHOUSE_COMMANDS;

/** The words that can follow a command. */
const SECOND_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  snapshot: { list: 'lists the snapshots', save: 'saves a snapshot', restore: 'restores a snapshot' },
  preview: {
    attach: 'if a policy is attached',
    detach: 'if a policy is detached',
    update: 'if a policy gets another document',
    move: 'if an account is moved',
  },
  clock: { forward: 'advances the clock by a step', to: 'advances the clock to a time' },
};

/** The things that exist, as the completion asks for them. */
export type GatehouseWorld = {
  /** Returns the ARNs of users and roles, or of buckets. */
  arns: (service: 'iam' | 's3') => Promise<Candidate[]>;
  /** Returns the output of `gatehouse snapshot list`, or null if it may not be read now. */
  snapshots: () => Promise<string | null>;
};

/** Completes the words of the command `gatehouse`. */
export async function completeGatehouse(before: readonly string[], word: string, world: GatehouseWorld): Promise<Candidate[]> {
  const [command, first] = before;
  if (command === undefined) return described(GATEHOUSE_COMMANDS);
  const asksAboutAction = command === 'who-can' || command === 'try';
  if (asksAboutAction && before.length === 1) return await actions(word);
  if (asksAboutAction && before.length === 2) return await resources(first ?? '', world);
  if (before.length === 1 && Object.hasOwn(SECOND_WORDS, command)) return described(SECOND_WORDS[command] ?? {});
  if (command === 'snapshot' && before.length === 2 && first === 'restore') return snapshotNames(await world.snapshots());
  return [];
}

const described = (commands: Readonly<Record<string, string>>): Candidate[] =>
  Object.entries(commands).map(([value, detail]) => ({ value, kind: 'operation', detail }));

/** Returns the prefixes of services, or the actions of the service that is typed. */
async function actions(word: string): Promise<Candidate[]> {
  const prefix = word.slice(0, word.indexOf(':') + 1);
  const prefixes = [...new Set(Object.values(SERVICE_COMMANDS))].map((service) => `${service}:`);
  if (prefix === '') return prefixes.map((value) => ({ value, kind: 'value', continues: true }));
  const found = new Set<string>();
  for (const [command, service] of Object.entries(SERVICE_COMMANDS)) {
    if (`${service}:` !== prefix || !isServiceCommand(command)) continue;
    for (const { name, action } of (await loadService(command)).operations) found.add(action ?? `${service}:${name}`);
  }
  return [...found].toSorted().map((value) => ({ value, kind: 'value' }));
}

async function resources(action: string, { arns }: GatehouseWorld): Promise<Candidate[]> {
  const [service] = action.split(':');
  return service === 'iam' || service === 'sts' ? await arns('iam') : service === 's3' ? await arns('s3') : [];
}

/** Reads the names behind the times. */
function snapshotNames(list: string | null): Candidate[] {
  const names = (list ?? '').split('\n').flatMap((line) => line.split('\t').slice(1, 2));
  return names.map((value) => ({ value, kind: 'value' }));
}
