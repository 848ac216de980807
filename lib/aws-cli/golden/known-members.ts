import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadService, SERVICE_COMMANDS, type ServiceCommand } from '../model/commands';
import type { CliMember } from '../model/model';

/** The models of Debian's AWS CLI. */
const DATA = '/usr/lib/python3/dist-packages/awscli/botocore/data';

type Model = { shapes: Readonly<Record<string, { members?: Readonly<Record<string, unknown>> }>> };

/**
 * Removes the members from the models of our commands that are younger than Debian's AWS CLI, which does not print them.
 * @returns a function that puts them back
 */
export async function removeYoungerMembers(): Promise<() => void> {
  const removed: (() => void)[] = [];
  for (const command of Object.keys(SERVICE_COMMANDS) as ServiceCommand[]) {
    const known = modelOf(command);
    const { shapes } = await loadService(command);
    for (const [name, shape] of Object.entries(shapes)) {
      const members = known?.shapes[name]?.members;
      if (shape.type !== 'structure' || !members) continue;
      const all: readonly CliMember[] = shape.members;
      const old = all.filter((member) => Object.hasOwn(members, member.name));
      if (old.length === all.length) continue;
      shape.members = old;
      removed.push(() => {
        shape.members = all;
      });
    }
  }
  return () => {
    for (const putBack of removed) putBack();
  };
}

function modelOf(command: ServiceCommand): Model | null {
  const folder = join(DATA, command === 's3api' ? 's3' : command);
  if (!existsSync(folder)) return null;
  const version = readdirSync(folder).toSorted().at(-1) ?? '';
  return JSON.parse(readFileSync(join(folder, version, 'service-2.json'), 'utf8')) as Model;
}
