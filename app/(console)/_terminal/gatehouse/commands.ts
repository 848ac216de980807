import type { GatehouseCommand } from '@/lib/shell/completion/gatehouse';
import { clock } from './clock';
import { type Command, type CommandEnd, done } from './command';
import { preview } from './preview';
import { reset } from './reset';
import { snapshot } from './snapshot';
import { token } from './token';
import { tryCall } from './try-call';
import { whoCan } from './who-can';
import { why } from './why';

const COMMANDS: Readonly<Record<Exclude<GatehouseCommand, 'help'>, Command>> = {
  why,
  try: tryCall,
  'who-can': whoCan,
  preview,
  snapshot,
  reset,
  clock,
  token,
};

/** Runs the shell's command `gatehouse` as the identity that the page shows. */
export async function gatehouseCommand(words: readonly string[]): Promise<CommandEnd> {
  const [name = 'help', ...rest] = words;
  if (name === 'help') return done(help());
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : undefined;
  if (!command) return { stdout: '', stderr: `gatehouse: '${name}' is not a command. See 'gatehouse help'.\n`, status: 2 };
  return command.run(rest);
}

function help(): string[] {
  const forms = Object.values(COMMANDS).flatMap((command) => command.forms);
  const lines = forms.flatMap(([words, effect]) => [`  gatehouse ${words}`, `      ${effect}`]);
  return ['usage: gatehouse <command> [arguments]', '', 'Commands of Gatehouse, which AWS does not have:', '', ...lines];
}
