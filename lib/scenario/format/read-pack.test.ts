import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtInFolders, packFiles } from '../built-in';
import { readPack } from '../read-pack';
import { scenarioSchema } from './json-schema';
import { problemText } from './problems';

let example: ReadonlyMap<string, string>;
beforeAll(async () => {
  const folder = (await builtInFolders()).find((path) => path.endsWith('groups-and-job-functions'));
  example = await packFiles(folder ?? '');
});

/** Returns the problems of the example pack with some of its words replaced. */
async function problemsWith(...changes: readonly (readonly [from: string, to: string])[]): Promise<string[]> {
  let text = example.get('scenario.yaml') ?? '';
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the example has no ${from}`);
    text = text.replace(from, to);
  }
  const { problems, pack } = await readPack(new Map([...example, ['scenario.yaml', text]]));
  expect(pack === null).toBe(problems.length > 0);
  return problems.map((problem) => problemText(problem).replace(/^scenario\.yaml:\d+:\d+ /, ''));
}

describe('a pack', () => {
  it('is read with all of its contents', async () => {
    const { pack, problems } = await readPack(example);
    expect(problems).toEqual([]);
    expect(pack?.scenario).toMatchObject({ id: 'groups-and-job-functions', accounts: { dev: { alias: 'dev-{{code}}' } } });
    expect(pack?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has all of its mistakes reported at once, with positions and suggestions', async () => {
    const problems = await problemsWith(
      ['level: 1', 'level: 9'],
      ['kind: unchanged', 'kind: unchange'],
      ['{{resource.host}}', '{{resource.hots}}'],
      ['iam:AttachUserPolicy', 'iam:AttachUserPolcy'],
      ['user/user-2@dev, about', 'user/user-2@de, about'],
      ['UserName: admin }', 'UserName: "a b" }'],
    );
    expect(problems).toEqual([
      'level: Write 5 or less.',
      'steps[0].checks[5].kind: There is no unchange; did you mean unchanged?',
      'steps[0].checks[3].ask[0].resource: uses {{resource.hots}}; did you mean {{resource.host}}?',
      'personas.user-2.as: There is no account de; did you mean dev?',
      'setup[0].input.UserName: Member must satisfy regular expression pattern: [\\w+=,.@-]+ (iam:CreateUser)',
      'setup[1].do: There is no iam:AttachUserPolcy; did you mean iam:AttachUserPolicy?',
    ]);
  });

  it('can use an operation whose name is also a permission, and codes of a saved device', async () => {
    const enable = 'do: "iam:EnableMFADevice", input: { UserName: admin, SerialNumber: "{{ref.seed}}"';
    const operations = (second: string) => `solution:
  - { as: user/admin@dev, do: "s3:PutObject", input: { Bucket: "{{id.reports}}", Key: a } }
  - { as: user/admin@dev, do: "iam:CreateVirtualMFADevice", input: { VirtualMFADeviceName: a }, save: { seed: /VirtualMFADevice/Base32StringSeed } }
  - { as: user/admin@dev, ${enable}, AuthenticationCode1: "{{firstcode.seed}}", AuthenticationCode2: "{{${second}}}" } }
`;
    expect(await problemsWith(['solution:\n', operations('secondcode.seed')])).toEqual([]);
    expect(await problemsWith(['solution:\n', operations('secondcode.sed')])).toEqual([
      'solution[2].input.AuthenticationCode2: uses {{secondcode.sed}}; did you mean {{secondcode.seed}}?',
    ]);
  });

  it('can name a resource in place of an ARN in a policy file', async () => {
    const file =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"{{resource.reports}}"}]}';
    const { problems } = await readPack(new Map([...example, ['policies/a.json', file]]));
    expect(problems).toEqual([]);
  });

  it('has the line and column of a mistake', async () => {
    const text = (example.get('scenario.yaml') ?? '').replace('GroupName: EC2-Admin\n', 'GroupName: EC2 Admin\n');
    const line = text.split('\n').findIndex((one) => one.includes('EC2 Admin')) + 1;
    const column = (text.split('\n')[line - 1]?.indexOf('EC2 Admin') ?? 0) + 1;
    const { problems } = await readPack(new Map([...example, ['scenario.yaml', text]]));
    expect(problems).toMatchObject([{ file: 'scenario.yaml', line, column, path: 'setup[8].input.GroupName' }]);
  });

  it.each([
    ['an anchor', 'story: |', 'story: &story |', 'Anchors, aliases and tags are not taken here.'],
    ['a duplicate key', 'level: 1', 'level: 1\nlevel: 1', 'Map keys must be unique: there are two members level.'],
    ['a newer format', 'format: 1', 'format: 3', 'format: needs Gatehouse with format 3; this one reads formats 1 to 2.'],
    ['an unknown member', 'minutes: 25', 'minutes: 25\nminute: 25', 'There is no member minute here.'],
    ['legacy limits', 'level: 1', 'level: 1\nlimits: legacy', 'limits: This Gatehouse knows the current limits only.'],
    [
      'a guard with points',
      'role: guard,',
      'role: guard, points: 1,',
      'steps[0].checks[4].points: A guard earns nothing; leave the points out.',
    ],
    [
      'an operation that changes account enforcement',
      'do: "iam:AttachUserPolicy"',
      'do: "gatehouse:PutAccountEnforcement"',
      /^setup\[1\]\.do: gatehouse:PutAccountEnforcement is not for packs/,
    ],
    [
      'a call by an identity that is only for questions',
      'as: user/user-1@dev, do',
      'as: role/x@dev, do',
      /^solution\[3\]\.as: role\/x@dev is only asked about/,
    ],
    [
      '{{each}} in an operation without each',
      'UserName: admin }',
      'UserName: "{{each}}" }',
      'setup[0].input.UserName: {{each}} stands only in an operation that has each.',
    ],
    [
      '{{each}} in each',
      'each: [user-1, user-2, user-3]',
      'each: ["{{each}}"]',
      'setup[3].each[0]: {{each}} stands only in an operation that has each.',
    ],
    [
      'an unknown reference in each',
      'each: [user-1, user-2, user-3]',
      'each: ["{{ref.nobody}}"]',
      'setup[3].each[0]: uses {{ref.nobody}}; there is no ref nobody.',
    ],
    [
      'a person in an unknown account',
      'as: user/user-1@dev, do',
      'as: sso-user/ana@de/ReadOnly, do',
      'solution[3].as: There is no account de; did you mean dev?',
    ],
    [
      'an operation that writes in a check that reads',
      'read: "iam:ListGroupsForUser"',
      'read: "iam:DeleteUser"',
      /^steps\[0\]\.checks\[0\]\.read: iam:DeleteUser changes something/,
    ],
    [
      'an unknown action in a call',
      '"ec2:StopInstances", input',
      '"ec2:StopInstance", input',
      /^solution\[4\]\.do: There is no ec2:StopInstance; did you mean ec2:StopInstances\?$/,
    ],
  ])('with %s is refused', async (_, from, to, message) => {
    expect(await problemsWith([from, to])).toContainEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
  });

  it('is refused with unknown, too large or invalid files', async () => {
    const with1 = async (name: string, text: string) =>
      (await readPack(new Map([...example, [name, text]]))).problems.map(problemText);
    expect(await with1('run.js', '')).toEqual([expect.stringMatching(/^run\.js:1:1 A pack holds/)]);
    expect(await with1('../x', '')).toEqual([expect.stringMatching(/^\.\.\/x:1:1 A pack holds/)]);
    expect(await with1('LICENSE', 'x'.repeat(1_048_577))).toEqual([expect.stringContaining('at most 1,048,576 bytes')]);
    expect(await with1('policies/a.json', '{\n  "Statement": [,]\n}')).toEqual([
      expect.stringMatching(/^policies\/a\.json:2:17 /),
    ]);
    const declarative = (value: string) => `{"services":\n{"default":{"opt_out_policy":{"@@assign":"${value}"}}}}`;
    expect(await with1('policies/a.json', declarative('optOut'))).toEqual([]);
    expect(await with1('policies/a.json', declarative('out'))).toEqual([expect.stringMatching(/^policies\/a\.json:2:42 /)]);
    expect(await readPack(new Map())).toMatchObject({ pack: null, problems: [{ file: 'scenario.yaml' }] });
  });

  it('has its translations checked against the original texts', async () => {
    const german = 'title: Gruppen und Aufgaben\nsteps.sort.di: x\nstory: "{{code}}"\n';
    const { problems } = await readPack(new Map([...example, ['text/de.yaml', german]]));
    expect(problems.map(problemText)).toEqual([
      'text/de.yaml:2:16 steps.sort.di: There is no text steps.sort.di; did you mean steps.sort.do?',
      'text/de.yaml:3:8 story: {{code}} is not in the text that is translated.',
    ]);
  });

  it('is refused if the time of an operation is before the previous one', async () => {
    const problems = await problemsWith(
      ['UserName: admin } }', 'UserName: admin }, at: "-1h" }'],
      ['do: "iam:CreateUser", each', 'do: "iam:CreateUser", at: "-2h", each'],
    );
    expect(problems).toEqual([expect.stringMatching(/^setup\[\d\]\.at: -2h is earlier than the operation before\.$/)]);
  });

  it('is refused early if it is hostile', async () => {
    const deep = `format: ${'['.repeat(5_000)}`;
    const { problems } = await readPack(new Map([['scenario.yaml', deep]]));
    expect(problems.map(({ message }) => message)).toEqual(['The file is nested deeper than 32 levels.']);
    // Without limits, a pattern tried at every position and names compared with all others would take minutes.
    const identity = `"user/${'@'.repeat(120_000)}\\n"`;
    const words = Array.from({ length: 6_000 }, (_, at) => `k${at}`);
    const names = `accounts: {${words.map((key) => `${key}: x`).join(', ')}}\nstory: "${words.map((key) => `{{z.${key}}}`).join('')}"`;
    for (const text of [`setup: [{ as: ${identity}, do: "iam:ListUsers" }]`, names])
      expect((await readPack(new Map([['scenario.yaml', text]]))).problems.length).toBeGreaterThan(0);
  });
});

it('docs/scenario.schema.json matches the format in the code', async () => {
  expect(JSON.parse(await readFile('docs/scenario.schema.json', 'utf8'))).toEqual(scenarioSchema());
});
