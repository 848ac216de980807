import { describe, expect, it } from 'vitest';
import { readTestFile } from './read-file';

const GOOD = `version: 1
account: "011122223333"
when: { mfa: true, source-ip: 192.0.2.7 }
tests:
  - name: Ana reads reports
    allow:
      principal: user/ana
      action: s3:GetObject
      resource: bucket/reports/*
  - name: Nobody else reads them
    when: { context: { "s3:prefix": [a, b], aws:UserAgent: [] } }
    who-can: { action: s3:GetObject, resource: "arn:aws:s3:::reports/*", exactly: [user/ana] }
`;

async function issuesOf(source: string) {
  const read = await readTestFile(source);
  return read.ok ? [] : read.issues.map(({ Message, Line, Column }) => `${Line}:${Column} ${Message}`);
}

describe('the reader of access test files', () => {
  it('reads every scalar as text and records the line of each test', async () => {
    const read = await readTestFile(GOOD);
    expect(read).toMatchObject({
      ok: true,
      file: {
        head: { account: '011122223333', when: { mfa: true, 'source-ip': '192.0.2.7' } },
        tests: [
          { line: 5, test: { allow: { principal: ['user/ana'], action: ['s3:GetObject'], resource: ['bucket/reports/*'] } } },
          {
            line: 10,
            test: { when: { context: { 's3:prefix': ['a', 'b'], 'aws:UserAgent': [] } }, 'who-can': { exactly: ['user/ana'] } },
          },
        ],
      },
    });
    expect(
      await issuesOf(JSON.stringify({ version: 1, tests: [{ name: 'a', 'no-escalation': { 'everybody-but': [] } }] })),
    ).toEqual([]);
  });

  it('reports each error with its line and column', async () => {
    const wrong = (from: string, to: string) => issuesOf(GOOD.replace(from, to));
    expect(await wrong('action: s3:GetObject', 'action: s3:Get*')).toEqual([
      '8:15 Write an action as service:Name, without wildcards.',
    ]);
    expect(await wrong('principal: user/ana', 'principle: user/ana')).toEqual([
      '7:7 principal is missing.',
      '7:7 There is no member principle here.',
    ]);
    expect(await wrong('mfa: true', 'mfa: yes')).toEqual(['3:14 Write true or false.']);
    expect(await wrong('version: 1', 'version: 2')).toEqual(['1:10 The version of the format is 1.']);
    expect(await wrong('source-ip: 192.0.2.7', 'source-ip: 192.0.2.777')).toEqual([
      '3:31 Write an IP address, such as 192.0.2.7.',
    ]);
    expect(await wrong('exactly: [user/ana]', 'atmost: [user/ana]')).toEqual([
      '12:14 Say exactly, at-most or at-least, with a list of principals.',
      '12:74 There is no member atmost here.',
    ]);
    expect(await wrong(', exactly: [user/ana]', '')).toEqual([
      '12:14 Say exactly, at-most or at-least, with a list of principals.',
    ]);
    expect(await wrong('    when:', '    deny:')).not.toEqual([]);
  });

  it('reports YAML errors with their line and column', async () => {
    expect((await issuesOf('version: 1\ntests:\n  - name: "a\n'))[0]).toMatch(/^4:1 Missing closing "quote/);
    expect((await issuesOf('version: 1\nversion: 1\ntests:\n  - name: a\n'))[0]).toMatch(/unique/);
    expect(await issuesOf('')).toEqual(['1:1 The file is empty.']);
    expect(await issuesOf('[1, 2]')).toContain('1:1 The file is a mapping with the members version and tests.');
    expect(await issuesOf('version: 1\ntests: []\n')).toEqual(['2:8 Write the tests as a list under tests:, with at least one.']);
  });

  it('refuses anchors, aliases and tags, which could expand a small file', async () => {
    const laughs = `version: 1\ntests:\n  - &a { name: a, who-can: { action: s3:GetObject, resource: "*", exactly: [] } }\n  - *a\n`;
    expect(await issuesOf(laughs)).toEqual([
      '3:5 Anchors, aliases and tags are not taken here.',
      '4:5 Anchors, aliases and tags are not taken here.',
    ]);
    expect(await issuesOf(GOOD.replace('account: ', 'account: !!str '))).toEqual([
      '2:10 Anchors, aliases and tags are not taken here.',
    ]);
  });

  it('refuses files that are too long, too deep or have too many tests', async () => {
    expect((await issuesOf(`# ${'x'.repeat(300_000)}`))[0]).toMatch(/longer than 262,144 characters/);
    expect((await issuesOf(`version: 1\ntests: ${'['.repeat(20_000)}`))[0]).toMatch(/nested deeper than 24 levels/);
    expect((await issuesOf(`version: 1\ntests:\n${'  - a\n'.repeat(2_001)}`))[0]).toMatch(/more than 2000 tests/);
    expect((await issuesOf(`version: 1\ntests:\n${'  - a\n'.repeat(2_000)}`)).length).toBe(50);
  });
});
