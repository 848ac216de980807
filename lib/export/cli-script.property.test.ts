import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cliScript } from './cli-script';
import type { RebuildCall } from './rebuild-call';

const ACCOUNT = '111122223333';
const HERE = '444455556666';

/**
 * Returns the arguments that the AWS CLI would get for each call, by running the script with a shell function `aws` that prints
 * them.
 */
function givenTo(script: string): string[][] {
  const asked = `if [ "$1 $2" = 'sts get-caller-identity' ]; then echo ${HERE}; return; fi`;
  const told = `aws() { ${asked}; printf '%s\\0' "$@" >&2; printf '\\1\\0' >&2; }\nACCOUNT_ID=999988887777\n${script}`;
  const out = execFileSync('bash', ['-c', `exec 2>&1; ${''}${told}`], { encoding: 'utf8' });
  return out
    .split('\u0001\0')
    .slice(0, -1)
    .map((call) => call.split('\0').slice(0, -1));
}

/** Tests for text without control characters, which separate calls in this shell, and without unpaired surrogates. */
const isPlain = (text: string) => !/[\p{Cc}\p{Cs}]/u.test(text);

/** Text of names, descriptions and documents, with characters that a shell would run or that would end a document. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '$(touch x)',
        '`id`',
        "'",
        '"',
        '\\',
        '$HOME',
        '\nEND\n',
        '\n',
        ACCOUNT,
        '-',
        ';',
        '&',
        '#',
        '{',
        '%{',
        '${aws:username}',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => isPlain(text)),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));

test('names, descriptions and documents reach the AWS CLI unchanged, except for the account ID', () => {
  const call = fc.record({ name: hostile, description: hostile, document: hostile });
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 5 }), (all) => {
      const calls = all.map(
        ({ name, description, document }): RebuildCall => ({
          service: 'iam',
          about: 'role x',
          operation: 'CreateRole',
          input: {
            RoleName: name,
            AssumeRolePolicyDocument: document,
            Description: description,
            Tags: [{ Key: 'k', Value: name }],
          },
          note: description,
        }),
      );
      const given = givenTo(
        cliScript({ accountId: ACCOUNT, partition: 'aws', title: calls[0]?.note ?? '', leftOut: [] }, [
          { title: 'Roles', calls },
        ]),
      );
      const here = (text: string) => text.replaceAll(ACCOUNT, HERE);
      expect(given).toEqual(
        all.map(({ name, description, document }) => {
          const word = (option: string, text: string) =>
            text.startsWith('-') ? [`${option}=${here(text)}`] : [option, here(text)];
          return [
            ...['iam', 'create-role', ...word('--role-name', name)],
            ...['--assume-role-policy-document', here(document).replace(/\n+$/, '')],
            ...[...word('--description', description), '--tags', here(JSON.stringify([{ Key: 'k', Value: name }]))],
          ];
        }),
      );
    }),
    { numRuns: 40 },
  );
});

test('a value that the AWS CLI would read as a file name is passed in a JSON document', () => {
  const call: RebuildCall = {
    service: 'iam',
    about: 'role x',
    operation: 'CreatePolicy',
    input: { PolicyName: 'x', Description: 'file:///etc/passwd' },
  };
  const given = givenTo(
    cliScript({ accountId: ACCOUNT, partition: 'aws', title: '', leftOut: [] }, [{ title: 'Policies', calls: [call] }]),
  );
  expect(given).toEqual([['iam', 'create-policy', '--cli-input-json', JSON.stringify(call.input, null, 2)]]);
});
