import type { ShellCommand } from '../language/context';
import { TEXT_TOOLS } from '../tools/text-tools';
import { type AwsWorld, awsCommand } from './aws';
import { dateCommand } from './date';
import { ABSENT_COMMANDS, type Page, pageCommands, tableCommands } from './own';
import { RUNNING_COMMANDS } from './running';
import { STREAM_COMMANDS } from './streams';
import { ZIP_COMMANDS } from './zip';

/** Returns all commands that are no builtins of the language. */
export function commandTable({ page, aws }: { page: Page; aws: AwsWorld }): ReadonlyMap<string, ShellCommand> {
  const table = new Map<string, ShellCommand>([
    ...ABSENT_COMMANDS,
    ...TEXT_TOOLS,
    ...STREAM_COMMANDS,
    ...RUNNING_COMMANDS,
    ...ZIP_COMMANDS,
    ...pageCommands(page),
    ['date', dateCommand(aws.now)],
    ['aws', awsCommand(aws)],
  ]);
  for (const [name, command] of tableCommands(table)) table.set(name, command);
  return table;
}
