import { uuid } from '../../aws-cli/input/uuid';
import { FileError, parentOf, resolvePath } from '../files/file-tree';
import { BUILTINS } from '../language/builtins/builtins';
import type { Invocation, ShellCommand } from '../language/context';
import type { CommandResult, PromptFacts, ShellRequest } from '../messages';
import { encode } from '../text/bytes';
import { report } from './streams';

/** The page's side of commands. */
export type Page = {
  request: (request: ShellRequest) => Promise<unknown>;
  clear: () => void;
  /** Asks the person at the terminal. Null: there is no answer. */
  ask: (question: string) => Promise<string | null>;
  prompt: PromptFacts;
};

const MOST_EDITED_BYTES = 1 << 20;

/** The commands that work with the page: its editor, its downloads and its identity. */
export function pageCommands(page: Page): readonly (readonly [string, ShellCommand])[] {
  const edit: ShellCommand = { summary: 'edits a file in the page', run: (invocation) => editFile(invocation, page) };
  const gatehouse: ShellCommand = {
    summary: 'asks Gatehouse, such as gatehouse why',
    run: (invocation) => forward(invocation, page, invocation.words),
  };
  return [
    ['edit', edit],
    ['nano', edit],
    ['vi', edit],
    ['vim', edit],
    ['download', { summary: 'saves a file on your computer', run: (invocation) => download(invocation, page) }],
    ['gatehouse', gatehouse],
    [
      'why',
      { summary: 'explains the last denied call', run: (invocation) => forward(invocation, page, ['why', ...invocation.words]) },
    ],
    [
      'clear',
      {
        summary: 'removes what the terminal shows',
        run: async () => {
          page.clear();
          return 0;
        },
      },
    ],
    ['whoami', { summary: 'prints your name', run: (invocation) => print(invocation, `${page.prompt.user}\n`) }],
    ['hostname', { summary: 'prints the name of this shell', run: (invocation) => print(invocation, 'gatehouse\n') }],
    ['uname', { summary: 'prints the name of the system', run: (invocation) => print(invocation, 'Linux\n') }],
    ['uuidgen', { summary: 'prints a random UUID', run: (invocation) => print(invocation, `${uuid()}\n`) }],
  ];
}

async function print({ stdout }: Invocation, text: string): Promise<number> {
  await stdout.write(encode(text));
  return 0;
}

async function editFile(invocation: Invocation, page: Page): Promise<number> {
  const { words, cwd, files, budget } = invocation;
  const [operand] = words.filter((word) => !word.startsWith('-'));
  if (operand === undefined) {
    await report(invocation, 'name the file to edit');
    return 2;
  }
  const path = resolvePath(cwd, operand);
  const facts = files.facts(path);
  try {
    if (facts?.isFolder) throw new FileError('EISDIR', path);
    if (!files.facts(parentOf(path))?.isFolder) throw new FileError('ENOENT', path);
    if ((facts?.size ?? 0) > MOST_EDITED_BYTES) {
      await report(invocation, `${operand}: the file is too large to edit`);
      return 1;
    }
    const content = facts ? await files.readText(path) : '';
    const edited = await budget.interruptible(page.request({ kind: 'edit', path, content }));
    if (typeof edited !== 'string') return 1;
    files.write(path, encode(edited));
    return 0;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await report(invocation, `${operand}: ${error.sentence}`);
    return 1;
  }
}

async function download(invocation: Invocation, page: Page): Promise<number> {
  const { words, cwd, files, budget } = invocation;
  if (words.length === 0) {
    await report(invocation, 'name the file to download');
    return 2;
  }
  let status = 0;
  for (const operand of words) {
    const path = resolvePath(cwd, operand);
    try {
      const content = await files.read(path);
      await budget.interruptible(page.request({ kind: 'download', name: path.slice(path.lastIndexOf('/') + 1), content }));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await report(invocation, `${operand}: ${error.sentence}`);
      status = 1;
    }
  }
  return status;
}

async function forward(invocation: Invocation, page: Page, words: readonly string[]): Promise<number> {
  const result = (await invocation.budget.interruptible(page.request({ kind: 'gatehouse', words }))) as CommandResult;
  await invocation.stdout.write(encode(result.stdout));
  await invocation.stderr.write(encode(result.stderr));
  if (!result.asks) return result.status;
  const answer = await page.ask(result.asks.question);
  if (/^\s*y(?:es)?\s*$/i.test(answer ?? '')) return await forward(invocation, page, result.asks.words);
  await report(invocation, 'nothing was done');
  return 1;
}

/** Programs that a shell of a computer has and this one has not, with the way to go instead. */
const ABSENT: Readonly<Record<string, string>> = {
  git: 'there is no git here. Upload files with the button above, or write them with edit.',
  python: 'there is no Python here. Work with JSON by jq, and with text by awk or sed.',
  python3: 'there is no Python here. Work with JSON by jq, and with text by awk or sed.',
  pip: 'there are no packages to install here. The command help lists the commands.',
  node: 'there is no Node.js here. Work with JSON by jq.',
  npm: 'there are no packages to install here. The command help lists the commands.',
  ssh: 'this shell has no network. Calls of AWS are made by the command aws.',
  scp: 'this shell has no network. The command download saves a file on your computer.',
  curl: 'this shell has no network. Calls of AWS are made by the command aws.',
  wget: 'this shell has no network. Calls of AWS are made by the command aws.',
  sudo: 'you need no other rights here: all files of this shell are yours.',
  su: 'there is one user here. Other identities come with aws --profile.',
  docker: 'there are no containers here.',
  terraform: 'Terraform runs on your computer, with the API of this installation as its endpoint.',
  sam: 'SAM runs on your computer, with the API of this installation as its endpoint.',
  apt: 'there are no packages to install here. The command help lists the commands.',
  yum: 'there are no packages to install here. The command help lists the commands.',
  dnf: 'there are no packages to install here. The command help lists the commands.',
  man: 'there are no manuals here. Use aws help, or help for the commands of this shell.',
  top: 'there are no processes to watch here.',
  ps: 'there are no processes to list here.',
};

export const ABSENT_COMMANDS: readonly (readonly [string, ShellCommand])[] = Object.entries(ABSENT).map(([name, sentence]) => [
  name,
  {
    summary: '',
    run: async (invocation) => {
      await report(invocation, sentence);
      return 127;
    },
  },
]);

/** Commands that look at the table of commands. */
export function tableCommands(table: ReadonlyMap<string, ShellCommand>): readonly (readonly [string, ShellCommand])[] {
  return [
    [
      'help',
      {
        summary: 'lists the commands',
        run: async (invocation) => {
          const listed = [...table]
            .filter(([, { summary }]) => summary !== '')
            .sort(([left], [right]) => (left < right ? -1 : 1));
          const width = Math.max(...listed.map(([name]) => name.length));
          const lines = listed.map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}\n`);
          const builtins = [...BUILTINS.keys()]
            .sort()
            .filter((name) => /^[a-z]/.test(name))
            .join(' ');
          return print(
            invocation,
            `Commands:\n${lines.join('')}\nBuiltins of the shell: ${builtins}\n\naws help describes the AWS CLI.\n`,
          );
        },
      },
    ],
    [
      'which',
      {
        summary: 'tells where a command is',
        run: async (invocation) => {
          let status = 0;
          for (const word of invocation.words) {
            if (table.has(word)) await print(invocation, `/usr/bin/${word}\n`);
            else {
              await report(invocation, `no ${word} in (/usr/local/bin:/usr/bin)`);
              status = 1;
            }
          }
          return status;
        },
      },
    ],
  ];
}
