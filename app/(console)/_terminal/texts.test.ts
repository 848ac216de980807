import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandPieces } from './command-pieces';
import { documentKind } from './document-kind';
import { pastedLines, plainText } from './plain-text';

describe('typed and pasted text', () => {
  it('gets plain quotation marks and dashes', () => {
    expect(plainText('aws iam get-user –user-name “maria”')).toBe('aws iam get-user --user-name "maria"');
    expect(plainText('echo ‘a – b’')).toBe("echo 'a – b'");
  });

  it('is several lines only if something follows the first', () => {
    expect(pastedLines('aws iam list-users\n')).toBeNull();
    expect(pastedLines('a\r\nb\r\n')).toEqual(['a', 'b']);
  });
});

describe('the colored pieces of a command', () => {
  it('are the whole command', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '-', ' ', '"', "'", '\\', '\n', '$', '{') }), (command) => {
        expect(
          commandPieces(command)
            .map(({ text }) => text)
            .join(''),
        ).toBe(command);
      }),
    );
  });

  it('are options, strings and words', () => {
    expect(commandPieces(`aws iam list-users --query 'Users[].UserName'`).filter(({ kind }) => kind !== 'word')).toEqual([
      { text: '--query', kind: 'option' },
      { text: "'Users[].UserName'", kind: 'string' },
    ]);
  });
});

describe('the kind of an edited document', () => {
  it.each([
    ['a.txt', '{}', 'text'],
    ['p.json', '', 'identity'],
    ['p.json', '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}', 'identity'],
    ['deny-scp.json', '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}', 'scp'],
    ['t.json', '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}', 'trust'],
    ['b.json', '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}', 'resource'],
    ['user.json', '{"UserName":"json"}', 'text'],
    ['bad.json', '{', 'identity'],
  ])('of %s with %s is %s', (path, content, kind) => {
    expect(documentKind(path, content)).toBe(kind);
  });
});
