import { CommandError } from '../errors/command-error';
import type { RefusedAnswer } from '../errors/service-error';
import type { CommandIo } from '../io';
import type { Waiter, WaiterAcceptor } from '../model/model';
import { equals } from '../python/equality';
import { str } from '../python/text';
import { type Dict, isList, toValue } from '../python/value';
import { compileQuery } from '../query/compile';

/** The result of one poll: the answer as the AWS CLI reads it, or the error of the service. */
export type Poll = { ok: true; answer: Dict; status: number } | RefusedAnswer;

/** The longest pause between two polls, in seconds. Everything here changes within seconds, where AWS takes minutes. */
const LONGEST_PAUSE = 1;

/**
 * Polls an operation until the answer has the waiter's state, for as long as AWS's waiter would.
 * @throws CommandError in botocore's words after a failure or too many polls
 */
export async function waitFor(waiter: Waiter, poll: () => Promise<Poll>, io: Pick<CommandIo, 'sleep'>): Promise<void> {
  const fail = (reason: string): CommandError => new CommandError(255, `Waiter ${waiter.name} failed: ${reason}`);
  const pause = Math.min(waiter.delaySeconds, LONGEST_PAUSE);
  const attempts = waiter.maxAttempts * (pause === 0 ? 1 : Math.ceil(waiter.delaySeconds / pause));
  let last: WaiterAcceptor | null = null;
  for (let attempt = 1; ; attempt++) {
    const result = await poll();
    const accepted = waiter.acceptors.find((acceptor) => matches(acceptor, result));
    if (!accepted && !result.ok) throw fail(`An error occurred (${result.code}): ${result.message}`);
    last = accepted ?? last;
    if (accepted?.state === 'success') return;
    if (accepted?.state === 'failure') throw fail(`Waiter encountered a terminal failure state: ${explanation(accepted)}`);
    if (attempt >= attempts) {
      // botocore names the acceptor that it looked at last, which is the last of the list if none fitted.
      const named = accepted ?? waiter.acceptors.at(-1);
      throw fail(
        last && named ? `Max attempts exceeded. Previously accepted state: ${explanation(named)}` : 'Max attempts exceeded',
      );
    }
    await io.sleep(pause * 1000);
  }
}

function matches({ matcher, argument, expected }: WaiterAcceptor, result: Poll): boolean {
  if (matcher === 'status') return result.status === expected;
  if (matcher === 'error') {
    if (typeof expected === 'boolean') return expected === !result.ok;
    return !result.ok && result.code === expected;
  }
  if (!result.ok || argument === undefined) return false;
  const found = compileQuery(argument).search(result.answer);
  const wanted = toValue(expected);
  if (matcher === 'path') return equals(found, wanted);
  if (!isList(found) || found.length === 0) return false;
  return matcher === 'pathAll' ? found.every((item) => equals(item, wanted)) : found.some((item) => equals(item, wanted));
}

function explanation({ matcher, argument, expected }: WaiterAcceptor): string {
  const text = str(toValue(expected));
  switch (matcher) {
    case 'path':
      return `For expression "${argument}" we matched expected path: "${text}"`;
    case 'pathAll':
      return `For expression "${argument}" all members matched excepted path: "${text}"`;
    case 'pathAny':
      return `For expression "${argument}" we matched expected path: "${text}" at least once`;
    case 'status':
      return `Matched expected HTTP status code: ${text}`;
    case 'error':
      return `Matched expected service error code: ${text}`;
  }
}
