import { describe, expect, it } from 'vitest';
import type { CommandResult } from '../messages';
import { TestShell } from '../testing/test-shell';

describe('a command of gatehouse that asks', () => {
  /** Runs a line whose `gatehouse reset` asks, with these answers of the person. */
  async function run(line: string, answers: readonly string[]) {
    const asked: string[] = [];
    const gatehouse = async (words: readonly string[]): Promise<CommandResult> => {
      asked.push(words.join(' '));
      const end = { stdout: '', stderr: '', status: 0 };
      return words.length === 1
        ? { ...end, asks: { question: 'Sure? ', words: ['reset', '--yes'] } }
        : { ...end, stdout: 'done\n' };
    };
    const shell = new TestShell({ gatehouse });
    shell.answers.push(...answers);
    const { stdout, stderr, status } = await shell.run(line);
    const questions = shell.messages.flatMap((message) => (message.type === 'question' ? [message.text] : []));
    return { questions, stdout, stderr, status, asked };
  }

  it.each(['y', 'Y', 'yes', ' yes '])('goes on after %j', async (answer) => {
    expect(await run('gatehouse reset', [answer])).toEqual({
      questions: ['Sure? '],
      stdout: 'done\n',
      stderr: '',
      status: 0,
      asked: ['reset', 'reset --yes'],
    });
  });

  it.each([[[]], [['']], [['n']], [['yes please']], [['nothing']]])('does nothing after %j', async (answers) => {
    expect(await run('gatehouse reset', answers)).toEqual({
      questions: ['Sure? '],
      stdout: '',
      stderr: 'gatehouse: nothing was done\n',
      status: 1,
      asked: ['reset'],
    });
  });

  it('asks the person and not the input of a script', async () => {
    expect(await run('echo y | gatehouse reset', [])).toMatchObject({ status: 1, asked: ['reset'] });
  });

  it('asks for nothing with --yes', async () => {
    expect(await run('gatehouse reset --yes', [])).toMatchObject({ stdout: 'done\n', status: 0, asked: ['reset --yes'] });
  });
});
