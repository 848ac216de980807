import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runAws } from '../command';
import { skeletonOf } from '../input/skeleton';
import type { CallRequest, CommandIo } from '../io';
import { isServiceCommand, loadService, SERVICE_COMMANDS, type ServiceCommand } from '../model/commands';
import type { CliService } from '../model/model';
import { commandName } from '../model/names';
import { isList, type Value } from '../python/value';
import { compileQuery } from '../query/compile';
import { S3_SUBCOMMANDS } from '../s3/options';
import { optionsOf } from '../service-command';
import { AwsCompletion, type CompletionIo } from './complete';
import { EXISTING_VALUES } from './existing-values';

type Output = Readonly<Record<string, unknown>>;
type Reply = { reply: (input: Output) => Output };
type Answers = Readonly<Record<string, Output | Reply>>;

const isReply = (answer: Output | Reply): answer is Reply => typeof answer.reply === 'function';

/** A world whose calls have these answers. All others are denied. */
function worldOf(answers: Answers = {}, changes: Partial<CompletionIo> = {}): { io: CompletionIo; calls: CallRequest[] } {
  const calls: CallRequest[] = [];
  const none = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOENT' }));
  const io: CompletionIo = {
    env: new Map([
      ['AWS_REGION', 'eu-central-1'],
      ['HOME', '/home/ana'],
      ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://localhost/session'],
    ]),
    files: {
      cwd: '/home/ana',
      read: none,
      write: none,
      list: async () => [],
      stat: async () => null,
      makeFolder: none,
      remove: none,
    },
    now: () => new Date(),
    regions: ['eu-central-1', 'us-east-1'],
    mayCall: true,
    wordId: 'word',
    call: async (request) => {
      calls.push(request);
      const answer = answers[request.operation];
      const output = answer && (isReply(answer) ? answer.reply(request.input) : answer);
      const refused = { code: 'AccessDenied', message: '', members: {}, status: 403, requestId: '' };
      return output ? { ok: true, output, status: 200, requestId: '' } : { ok: false, ...refused };
    },
    ...changes,
  };
  return { io, calls };
}

async function complete(
  line: string,
  io: CompletionIo = worldOf().io,
  completion = new AwsCompletion(Date.now),
): Promise<string[]> {
  const words = line.split(' ');
  const found = await completion.complete({ before: words.slice(0, -1), word: words.at(-1) ?? '', after: [] }, io);
  return found.map(({ value }) => value);
}

describe('names', () => {
  test.each([
    ['organ', ['organizations']],
    ['iam create-us', ['create-user']],
    ['iam wait u', ['user-exists']],
    ['iam he', ['help']],
    ['s3 m', ['mv', 'mb']],
    ['configure ex', ['export-credentials']],
    ['configure get ou', ['output']],
    ['iam create-user --us', ['--user-name']],
    ['iam create-user --user-name=x --us', []],
    ['--outp', ['--output']],
    ['iam list-users --output t', ['text', 'table']],
    ['iam list-users --output=ta', ['--output=table']],
    ['iam --region us', ['us-east-1']],
    ['iam update-access-key --status ', ['Active', 'Inactive', 'Expired']],
    ['organizations list-policies --filter SERV', ['SERVICE_CONTROL_POLICY']],
    ['iam create-policy --policy-document f', ['file://']],
    ['nothing ', []],
    ['iam nothing ', []],
    [
      'iam wait nothing --',
      [
        '--debug',
        '--no-paginate',
        '--output',
        '--query',
        '--profile',
        '--region',
        '--version',
        '--color',
        '--no-sign-request',
        '--cli-binary-format',
      ],
    ],
  ])('%s', async (line, expected) => {
    expect(await complete(line)).toEqual(expected);
  });

  test('required options come first, and options of all commands last', async () => {
    const options = await complete('iam attach-user-policy --');
    expect(options.slice(0, 2)).toEqual(['--user-name', '--policy-arn']);
    expect(options.indexOf('--output')).toBeGreaterThan(options.indexOf('--cli-input-json'));
    expect(await complete('iam attach-user-policy --user-name ana ')).toEqual(expect.arrayContaining(['--policy-arn']));
    expect(await complete('iam attach-user-policy --user-name ana --u')).toEqual([]);
  });

  test('an option that comes later on the line is given too', async () => {
    const words = { before: ['iam', 'attach-user-policy'], word: '--', after: ['--policy-arn', 'x'] };
    const found = await new AwsCompletion(Date.now).complete(words, worldOf().io);
    expect(found.map(({ value }) => value)).not.toContain('--policy-arn');
  });
});

const users = (...names: string[]) => ({
  Users: names.map((UserName) => ({ UserName, Arn: `arn:aws:iam::111122223333:user/${UserName}` })),
});

describe('values that exist', () => {
  test.each<[string, Answers, string[]]>([
    ['iam get-user --user-name b', { ListUsers: users('ana', 'ben', 'bo') }, ['ben', 'bo']],
    ['iam get-user --user-name=b', { ListUsers: users('ana', 'ben') }, ['--user-name=ben']],
    ['iam get-role --role-name ', { ListRoles: { Roles: [{ RoleName: 'dev' }] } }, ['dev']],
    ['iam get-group --group-name ', { ListGroups: { Groups: [{ GroupName: 'devs' }] } }, ['devs']],
    [
      'iam attach-user-policy --policy-arn ',
      { ListPolicies: { reply: ({ Scope }) => ({ Policies: [{ Arn: `arn:of:${Scope}` }] }) } },
      ['arn:of:Local', 'arn:aws:iam::aws:policy/'],
    ],
    [
      'iam attach-role-policy --policy-arn arn:aws:iam::aws:policy/service-role/AWSL',
      {
        ListPolicies: {
          reply: ({ Scope, PathPrefix }) => ({
            Policies: [{ Arn: `arn:aws:iam::aws:policy${PathPrefix}AWSLambda${Scope}` }],
          }),
        },
      },
      ['arn:aws:iam::aws:policy/service-role/AWSLambdaAWS'],
    ],
    [
      'iam detach-user-policy --user-name ana --policy-arn ',
      { ListAttachedUserPolicies: { reply: ({ UserName }) => ({ AttachedPolicies: [{ PolicyArn: `arn:of:${UserName}` }] }) } },
      ['arn:of:ana'],
    ],
    ['iam detach-user-policy --policy-arn ', {}, []],
    [
      'iam delete-access-key --user-name ana --access-key-id ',
      { ListAccessKeys: { reply: ({ UserName }) => ({ AccessKeyMetadata: [{ AccessKeyId: `AKIA${UserName}` }] }) } },
      ['AKIAana'],
    ],
    [
      'organizations describe-account --account-id ',
      { ListAccounts: { Accounts: [{ Id: '111122223333', Name: 'A' }] } },
      ['111122223333'],
    ],
    [
      'organizations describe-organizational-unit --organizational-unit-id ',
      {
        ListRoots: { Roots: [{ Id: 'r-1', Name: 'Root' }] },
        ListOrganizationalUnitsForParent: {
          reply: ({ ParentId }) => ({
            OrganizationalUnits: ParentId === 'r-1' ? [{ Id: 'ou-a' }] : ParentId === 'ou-a' ? [{ Id: 'ou-b' }] : [],
          }),
        },
      },
      ['ou-a', 'ou-b'],
    ],
    ['s3api get-bucket-policy --bucket ', { ListBuckets: { Buckets: [{ Name: 'acme' }] } }, ['acme']],
    ['s3 ls s3://a', { ListBuckets: { Buckets: [{ Name: 'acme' }] } }, ['s3://acme/']],
    ['s3 rb s3://a', { ListBuckets: { Buckets: [{ Name: 'acme' }] } }, ['s3://acme']],
    [
      's3 cp s3://acme/logs/2',
      {
        ListObjectsV2: {
          reply: ({ Bucket, Prefix }) => ({
            CommonPrefixes: [{ Prefix: `${Prefix}2026/` }],
            Contents: [{ Key: `${Prefix}2.${Bucket}` }],
          }),
        },
      },
      ['s3://acme/logs/2026/', 's3://acme/logs/2.acme'],
    ],
    ['sqs receive-message --queue-url ', { ListQueues: { QueueUrls: ['https://q/1'] } }, ['https://q/1']],
    ['iam create-user --user-name ', { ListUsers: users('ana') }, []],
    [
      'ec2 start-instances --instance-ids i-1 ',
      { DescribeInstances: { Reservations: [{ Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }] }] } },
      ['i-2'],
    ],
  ])('%s', async (line, answers, expected) => {
    expect(await complete(line, worldOf(answers).io)).toEqual(expected);
  });

  test('an answer counts for 30 seconds, and only one page is read', async () => {
    let now = 0;
    const completion = new AwsCompletion(() => now);
    const { io, calls } = worldOf({ ListUsers: { ...users('ben'), IsTruncated: true, Marker: 'more' } });
    await complete('iam get-user --user-name b', io, completion);
    await complete('iam get-user --user-name be', io, completion);
    expect(calls.map(({ operation, credentials }) => [operation, credentials])).toEqual([['ListUsers', 'session']]);
    now = 31_000;
    await complete('iam get-user --user-name be', io, completion);
    expect(calls).toHaveLength(2);
    completion.forget();
    await complete('iam get-user --user-name be', io, completion);
    expect(calls).toHaveLength(3);
  });

  test('a denied call is not repeated for its word', async () => {
    let now = 0;
    const completion = new AwsCompletion(() => now);
    const { io, calls } = worldOf();
    expect(await complete('iam get-user --user-name b', io, completion)).toEqual([]);
    now = 100_000;
    completion.forget();
    expect(await complete('iam get-user --user-name be', io, completion)).toEqual([]);
    expect(calls).toHaveLength(1);
    await complete('iam get-user --user-name b', { ...io, wordId: 'another' }, completion);
    expect(calls).toHaveLength(2);
  });

  test('a call that may not be made now is made later', async () => {
    const completion = new AwsCompletion(Date.now);
    const { io, calls } = worldOf({ ListUsers: users('ben') });
    expect(await complete('iam get-user --user-name b', { ...io, call: async () => null }, completion)).toEqual([]);
    expect(await complete('iam get-user --user-name b', { ...io, mayCall: false }, completion)).toEqual([]);
    expect(calls).toEqual([]);
    expect(await complete('iam get-user --user-name b', io, completion)).toEqual(['ben']);
    expect(await complete('iam get-user --user-name b', { ...io, mayCall: false }, completion)).toEqual(['ben']);
  });

  test('the call has the Region and the keys of the profile on the line, and no command in its user agent', async () => {
    const config = '[profile p]\naws_access_key_id = AKIA1\naws_secret_access_key = s\n';
    const { io, calls } = worldOf({ ListUsers: users('ben') });
    const files: CommandIo['files'] = {
      ...io.files,
      stat: async (path) => (path.endsWith('config') ? { isFolder: false, size: 1, modified: new Date() } : null),
      read: async () => new TextEncoder().encode(config),
    };
    expect(await complete('--profile ', { ...io, files })).toEqual(['p']);
    await complete('--profile p --region us-east-1 iam get-user --user-name b', { ...io, files });
    expect(calls).toEqual([
      expect.objectContaining({ region: 'us-east-1', credentials: { accessKeyId: 'AKIA1', secretAccessKey: 's' } }),
    ]);
    expect(calls[0]?.userAgent).not.toContain('command#');
  });

  test('aliases are offered beside the commands that they follow', async () => {
    const { io } = worldOf();
    const aliases = '[toplevel]\nwhoami = sts get-caller-identity\n[command iam]\nwho-else = !aws iam list-users\n';
    const files: CommandIo['files'] = {
      ...io.files,
      stat: async (path) => (path === '/home/ana/.aws/cli/alias' ? { isFolder: false, size: 1, modified: new Date() } : null),
      read: async () => new TextEncoder().encode(aliases),
    };
    expect(await complete('who', { ...io, files })).toEqual(['whoami']);
    expect(await complete('iam who', { ...io, files })).toEqual(['who-else']);
    expect(await complete('sts who', { ...io, files })).toEqual([]);
    const damaged = async () => new TextEncoder().encode('who');
    expect(await complete('st', { ...io, files: { ...files, read: damaged } })).toEqual(['sts']);
  });

  test('a profile that asks for an MFA code is not asked for', async () => {
    const config = '[default]\nrole_arn = arn:aws:iam::111122223333:role/r\ncredential_source = EcsContainer\nmfa_serial = m\n';
    const { io, calls } = worldOf({ ListUsers: users('ben') });
    const files: CommandIo['files'] = {
      ...io.files,
      stat: async (path) => (path.endsWith('config') ? { isFolder: false, size: 1, modified: new Date() } : null),
      read: async (path) => (path.endsWith('config') ? new TextEncoder().encode(config) : io.files.read(path)),
    };
    expect(await complete('iam get-user --user-name b', { ...io, files })).toEqual([]);
    expect(calls).toEqual([]);
  });
});

/** Runs a command, and returns what it wrote to standard error. */
async function errorOf(words: readonly string[]): Promise<string> {
  let errors = '';
  const io: CommandIo = {
    ...worldOf().io,
    stdin: async () => new Uint8Array(),
    stdout: () => {},
    stderr: (text) => {
      errors += text;
    },
    toTerminal: false,
    columns: 80,
    prompt: async () => '',
    runShell: async () => 0,
    call: async () => ({ ok: 'unreachable' }),
    sleep: async () => {},
    signal: new AbortController().signal,
  };
  await runAws(words, io);
  return errors;
}

const USAGE =
  /unknown options|ambiguous option|expected (?:one|at least one) argument|ignored explicit|invalid choice|unrecognized/i;

const COMMANDS = Object.keys(SERVICE_COMMANDS).filter(isServiceCommand);

describe.each(COMMANDS)('every word that is offered for aws %s', (command) => {
  test('is one that its parser takes', async () => {
    const service = await loadService(command);
    const completion = new AwsCompletion(Date.now);
    const { io } = worldOf();
    const offered = (await complete(`${command} `, io, completion)).filter((name) => name !== 'wait' && name !== 'help');
    expect(offered).toEqual(service.operations.filter(({ available }) => available).map(({ name }) => commandName(name)));
    for (const operation of service.operations.filter(({ available }) => available)) {
      const name = commandName(operation.name);
      const { table } = optionsOf(service, operation);
      const options = await complete(`${command} ${name} --`, io, completion);
      const required = [...table.values()].flatMap(({ argument: { option, required } }) => (required && option ? [option] : []));
      expect(options.slice(0, required.length).toSorted()).toEqual(required.toSorted());
      for (const option of options) {
        // The options of all commands are the same.
        if (operation !== service.operations[0] && ['--output', '--query', '--color'].includes(option)) continue;
        const argument = [...table.values()].find((one) => one.argument.option === option)?.argument;
        const values = await complete(`${command} ${name} ${option} `, io, completion);
        const isChoice = values.length > 0 && values.every((value) => !value.startsWith('-') && !value.endsWith('://'));
        const takesWord = argument
          ? argument.action === 'value'
          : ['--output', '--query', '--profile', '--region', '--color', '--cli-binary-format'].includes(option);
        for (const value of isChoice ? values.slice(0, 5) : ['x']) {
          const error = await errorOf([command, name, option, ...(takesWord ? [value] : [])]);
          expect(error, `${command} ${name} ${option} ${value}`).not.toMatch(USAGE);
        }
      }
    }
  }, 120_000);
});

describe('every list of values', () => {
  /** Returns the texts that an expression finds in an answer that has all of its members. */
  function found(service: CliService, operation: string, path: string): Value {
    const output = service.operations.find(({ name, available }) => name === operation && available)?.output;
    return output === undefined ? null : compileQuery(path).search(skeletonOf(service, output, { names: true }));
  }

  test.each(Object.keys(EXISTING_VALUES) as ServiceCommand[])(
    'of %s is found in the answer of a call that exists',
    async (command) => {
      const service = await loadService(command);
      const members = new Set(
        service.operations.flatMap(({ input, available }) => {
          const shape = available ? service.shapes[input ?? ''] : undefined;
          return shape?.type === 'structure' ? shape.members.map(({ name }) => name) : [];
        }),
      );
      for (const [member, sources] of Object.entries(EXISTING_VALUES[command] ?? {})) {
        expect(members, member).toContain(member);
        for (const { service: of, operation, path } of typeof sources === 'function' ? [] : sources) {
          const values = found(await loadService(of), operation, path);
          const [first] = isList(values) ? values : [values];
          expect(typeof (isList(first) ? first[0] : first), `${of} ${operation} ${path}`).toBe('string');
        }
      }
    },
  );

  test('of the functions has an answer for each kind', async () => {
    const seen = new Set<string>();
    for (const command of COMMANDS) {
      const service = await loadService(command);
      for (const operation of service.operations.filter(({ available }) => available)) {
        const shape = service.shapes[operation.input ?? ''];
        for (const { name } of shape?.type === 'structure' ? shape.members : []) {
          const call = async (request: CallRequest) => {
            const model = await loadService(COMMANDS.find((one) => SERVICE_COMMANDS[one] === request.service) ?? 'iam');
            const known = model.operations.find((one) => one.name === request.operation);
            expect(known?.available, `${request.service} ${request.operation}`).toBe(true);
            const input = model.shapes[known?.input ?? ''];
            const given = new Set(Object.keys(request.input));
            const all = input?.type === 'structure' ? input.members : [];
            expect(all.map((one) => one.name)).toEqual(expect.arrayContaining([...given]));
            for (const { name: needed } of all.filter(({ required }) => required)) expect(given).toContain(needed);
            seen.add(request.operation);
            return null;
          };
          await complete(`${command} ${commandName(operation.name)} --${commandName(name)} `, worldOf({}, { call }).io);
        }
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining(['ListUsers', 'ListPolicies', 'ListRoots', 'ListBuckets', 'ListQueues']));
  }, 120_000);
});

test('completing never fails, whatever the words are', async () => {
  const word = fc.oneof(
    fc.constantFrom(
      'iam',
      's3',
      'configure',
      'wait',
      'get-user',
      '--user-name',
      '--',
      '-',
      '--output=',
      'cp',
      's3://',
      's3://b/',
      'file://',
      '--tags',
      'help',
      '--profile',
    ),
    fc.string({ maxLength: 8 }),
  );
  const words = fc.record({ before: fc.array(word, { maxLength: 6 }), word, after: fc.array(word, { maxLength: 3 }) });
  await fc.assert(
    fc.asyncProperty(words, async (line) => {
      const found = await new AwsCompletion(Date.now).complete(line, worldOf({ ListUsers: users('ana') }).io);
      for (const { value } of found) expect(value.startsWith(line.word)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('all subcommands of aws s3 offer their options', async () => {
  for (const [name, { args }] of Object.entries(S3_SUBCOMMANDS)) {
    const options = await complete(`s3 ${name} --`);
    for (const { option } of args) if (option !== undefined) expect(options).toContain(option);
  }
});
