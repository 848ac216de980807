import type { Candidate } from '../../aws-cli/completion/candidate';
import { isServiceCommand, loadService, SERVICE_COMMANDS } from '../../aws-cli/model/commands';

/** The commands of `gatehouse`, with their descriptions. The page runs them. */
export const GATEHOUSE_COMMANDS = {
  why: 'explains a denied call',
  'who-can': 'lists the users and roles that can do an action',
  snapshot: 'lists, saves or restores snapshots of the account',
  help: 'describes the commands',
} as const;

export type GatehouseCommand = keyof typeof GATEHOUSE_COMMANDS;

/** The parts of `gatehouse snapshot`. */
const SNAPSHOT_COMMANDS = { list: 'lists the snapshots', save: 'saves a snapshot', restore: 'restores a snapshot' } as const;

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
  if (command === 'who-can' && before.length === 1) return await actions(word);
  if (command === 'who-can' && before.length === 2) return await resources(first ?? '', world);
  if (command === 'snapshot' && before.length === 1) return described(SNAPSHOT_COMMANDS);
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
