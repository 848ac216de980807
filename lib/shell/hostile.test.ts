import { expect, test } from 'vitest';
import { TestShell } from './testing/test-shell';

const deep = (open: string, inner: string, close: string, times: number) => open.repeat(times) + inner + close.repeat(times);

/** Lines that would never end or take all memory, with the start of the message that ends them. */
const ENDED: readonly (readonly [title: string, line: string, message: string])[] = [
  ['an endless loop', 'while true; do :; done', 'the line was stopped after 0.2 seconds of work. Is there an endless loop?'],
  ['an endless loop of a pipe', 'yes | while read x; do :; done', 'the line was stopped after 0.2 seconds of work.'],
  ['an endless program', 'yes >/dev/null', 'the line was stopped after 0.2 seconds of work.'],
  ['endless output', 'yes', 'the output was cut after 8 MiB. Write it to a file, or filter it.'],
  ['a fork bomb', ':(){ :|:& };:', 'the line was stopped: it runs more than 200 commands at the same time.'],
  ['endless recursion', 'f() { f; }; f', 'the line was stopped: calls are nested more than 500 deep.'],
  [
    'endless recursion in subshells',
    'f() { echo $(f); }; f',
    'the line was stopped: it runs more than 200 commands at the same time.',
  ],
  ['an endless substitution', 'x=$(yes)', 'the line was stopped: it keeps more than 16 MiB of text.'],
  ['an endless array', 'yes | mapfile a', 'the line was stopped: an array can have 100000 elements.'],
  ['an endless line', 'yes | read -d x y', 'the line was stopped: read got a line of more than 1 MiB.'],
  ['a variable that doubles', 'x=a; while true; do x=$x$x; done', 'x: a variable can have up to 1 MiB'],
  ['a large sequence', 'echo {1..100000000}', 'the line was stopped: braces make more than 10000 words.'],
  ['many choices', `echo ${'{a,b}'.repeat(30)}`, 'the line was stopped: braces make more than 10000 words.'],
  ['deep braces', `echo ${deep('{a,', 'x', '}', 5000)}`, 'the line was stopped: braces are nested more than 100 deep.'],
  ['deep substitutions', `echo ${deep('$(echo ', 'x', ')', 5000)}`, 'expansions are nested more than 64 deep'],
  ['deep quotation marks', `echo ${deep('"$(echo ', 'x', ')"', 5000)}`, 'expansions are nested more than 64 deep'],
  ['deep parameters', `echo ${deep('${x:-', 'y', '}', 5000)}`, 'expansions are nested more than 64 deep'],
  ['deep subshells', deep('( ', 'x', ' )', 5000), 'commands are nested more than 100 deep'],
  ['deep groups', deep('{ ', ':;', ' }', 5000), 'commands are nested more than 100 deep'],
  ['deep conditions', deep('if ', ':', '; then :; fi', 5000), 'commands are nested more than 100 deep'],
  ['deep tests', `[[ ${deep('( ', 'a', ' )', 5000)} ]]`, 'commands are nested more than 100 deep'],
  ['deep functions', `${'a() '.repeat(5000)}{ :; }`, 'commands are nested more than 100 deep'],
  ['deep indexes that do not end', deep('a[$(', 'x', ') ', 60), 'the text is too complex'],
  ['a long text', `x=${'a'.repeat(300_000)}`, 'the text is longer than 256 KiB'],
  ['a variable that names itself', 'a=1 x="a[x]"; echo $((x))', 'a[x]: expression recursion level exceeded'],
  [
    'variables that name each other often',
    'a=b+b+b+b+b b=c+c+c+c+c c=d+d+d+d+d d=e+e+e+e+e e=f+f+f+f+f f=g+g+g+g+g g=h+h+h+h+h h=1; echo $((a*a*a*a*a*a*a*a))',
    'the line was stopped: an expression takes too long.',
  ],
];

test.each(ENDED)('%s ends with a message', async (_, line, message) => {
  const shell = new TestShell({ workMs: message.includes('0.2 seconds') ? 200 : 60_000 });
  const { status, stderr } = await shell.run(`cd /tmp\n${line}`);
  expect(stderr.startsWith(`bash: ${message}`), stderr.slice(0, 200)).toBe(true);
  expect(status).toBeGreaterThan(0);
  // The shell goes on.
  expect((await shell.run('echo next')).stdout).toBe('next\n');
});

/** Lines that look dangerous and end as they do in bash. */
test.each([
  ['yes | head -n 2', 'y\ny\n'],
  ['case aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa in *a*a*a*a*a*a*a*a*a*a*b) echo 1;; *) echo 2;; esac', '2\n'],
  ['[[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab =~ ^(a+)+$ ]]; echo $?', '1\n'],
  ["x=$(printf 'a\\0b'); echo $x", 'ab\n'],
  ['echo $((9223372036854775807 + 1))', '-9223372036854775808\n'],
  ['echo $((3**9223372036854775807))', '-6148914691236517205\n'],
  ['x=$(printf %01000d 7); echo $((1$x))', '7\n'],
  ['x=$(printf %050000d 1); y=${x//0/ab}; echo ${#y}', '99999\n'],
])('%s ends by itself', async (line, stdout) => {
  expect((await new TestShell().run(line)).stdout).toBe(stdout);
});

test('a thousand calls in a loop are no endless loop', async () => {
  const { status, stdout } = await new TestShell().run('for i in $(seq 1 1000); do x=$(whoami)-$i; done; echo $x');
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'ana-1000\n' });
});

test.each([
  'while true; do :; done',
  'for ((;;)); do x=$((x+1)); done',
  'yes >/dev/null',
  'yes | cat >/dev/null',
  'yes | while read x; do :; done',
  'sleep 1000',
  'sleep 1000 & wait',
  'read x | cat; sleep 1000',
  'f() { sleep 1000; }; f | f',
])('Ctrl+C ends %s', async (line) => {
  const shell = new TestShell();
  const ended = shell.run(line);
  // A timer of this thread is a message as the page sends it: it comes only if the line gives way.
  setTimeout(() => shell.send({ type: 'interrupt' }), 50);
  expect((await ended).status).toBe(130);
  expect((await shell.run('echo next')).stdout).toBe('next\n');
});
