import { decode } from '../text/bytes';
import type { Context } from './context';
import { deeper, runScript, runSubshell, subshell } from './execute';
import { Redirected } from './redirect';
import { complain } from './say';
import { Collected } from './streams';
import type { Redirection, Script } from './syntax';

/** Runs a command substitution and returns its text without the line ends at its end. */
export async function substitute(context: Context, script: Script): Promise<string> {
  const { budget } = context.shared;
  const file = fileOf(script);
  if (file) {
    const redirected = new Redirected({ ...context, descriptors: new Map(context.descriptors) });
    const failed = await redirected.apply([file], complain);
    context.state.status = failed;
    context.shared.substituted = failed;
    const content = failed ? new Uint8Array() : await redirected.context.descriptors.get(0)?.input?.readAll(budget);
    return substituted(content ?? new Uint8Array());
  }
  const collected = new Collected(budget);
  const inner = subshell(context, new Map(context.descriptors).set(1, { output: collected }));
  inner.condition = context.condition;
  // As in bash, `set -e` does not hold inside of a substitution.
  inner.state.options.errexit = false;
  const status = await runSubshell(inner, () => deeper(inner, () => runScript(inner, script)));
  context.state.status = status;
  context.shared.substituted = status;
  return substituted(collected.take());
}

/** Returns the text of a substitution, which has no NUL characters and no line ends at its end. */
function substituted(bytes: Uint8Array): string {
  const text = decode(bytes).replaceAll('\0', '');
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}

/** Returns the redirection of `$(<file)`, which reads the file. */
function fileOf(script: Script): Redirection | null {
  const [item, ...others] = script;
  const command = item?.first.commands[0];
  if (others.length > 0 || !item || item.rest.length > 0 || item.first.commands.length !== 1) return null;
  if (command?.kind !== 'simple' || command.words.length > 0 || command.assignments.length > 0) return null;
  const [redirection, ...more] = command.redirections;
  return redirection?.operator === '<' && redirection.fd === null && more.length === 0 ? redirection : null;
}

let processFiles = 0;

/** Runs `<(…)` and returns the path of a file with its output. */
export async function processFile(context: Context, script: Script): Promise<string> {
  const collected = new Collected(context.shared.budget);
  const inner = subshell(context, new Map(context.descriptors).set(1, { output: collected }));
  await runSubshell(inner, () => runScript(inner, script));
  processFiles += 1;
  const path = `/dev/fd/${63 + processFiles}`;
  context.shared.files.makeFolders('/dev/fd');
  context.shared.files.write(path, collected.take());
  context.shared.temporary.push(path);
  return path;
}
