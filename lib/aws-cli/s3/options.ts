import type { Argument } from '../input/argument-parser';

const value = (name: string, more: Partial<Argument> = {}): Argument => ({
  option: `--${name}`,
  target: name,
  action: 'value',
  ...more,
});
const flag = (name: string, target = name, action: 'true' | 'false' = 'true'): Argument => ({
  option: `--${name}`,
  target,
  action,
});

const RECURSIVE = flag('recursive');
const PAGE_SIZE = value('page-size');
const REQUEST_PAYER = value('request-payer', { count: '?', without: 'requester', choices: ['requester'] });
const FILTERS: readonly Argument[] = ['include', 'exclude'].map((name) => value(name, { target: 'filters', repeats: true }));
const QUIET = [flag('dryrun'), flag('quiet'), flag('only-show-errors')];

const STORAGE_CLASSES =
  'STANDARD REDUCED_REDUNDANCY STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER DEEP_ARCHIVE GLACIER_IR'.split(' ');
const ACLS =
  'private public-read public-read-write authenticated-read aws-exec-read bucket-owner-read bucket-owner-full-control log-delivery-write'.split(
    ' ',
  );

const TRANSFER: readonly Argument[] = [
  ...QUIET,
  ...FILTERS,
  value('acl', { choices: ACLS }),
  flag('follow-symlinks', 'follow-symlinks', 'true'),
  flag('no-follow-symlinks', 'follow-symlinks', 'false'),
  flag('no-guess-mime-type', 'guess-mime-type', 'false'),
  value('sse', { count: '?', without: 'AES256', choices: ['AES256', 'aws:kms'] }),
  value('sse-kms-key-id'),
  value('storage-class', { choices: STORAGE_CLASSES }),
  value('grants', { count: '+' }),
  value('website-redirect'),
  value('content-type'),
  value('cache-control'),
  value('content-disposition'),
  value('content-encoding'),
  value('content-language'),
  value('expires'),
  value('source-region'),
  flag('no-progress', 'progress', 'false'),
  PAGE_SIZE,
  flag('ignore-glacier-warnings'),
  flag('force-glacier-transfer'),
  REQUEST_PAYER,
  value('checksum-mode', { choices: ['ENABLED'] }),
  value('checksum-algorithm', { choices: ['CRC64NVME', 'CRC32', 'SHA256', 'SHA1', 'CRC32C'] }),
  value('metadata'),
  value('copy-props', { choices: ['none', 'metadata-directive', 'default'] }),
  value('metadata-directive', { choices: ['COPY', 'REPLACE'] }),
];

/** A word without an option. argparse has one argument `paths` for all words of a command. */
const word = (target: string, shownAs = target): Argument => ({ target, action: 'value', shownAs });

const COPY_USAGE = '<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>';

export type S3Subcommand = {
  usage: string;
  /** The sentence about it in its help. */
  doc: string;
  /** The words that the command needs, by the name that messages have for them. */
  words: readonly string[];
  wordsShownAs: string;
  args: readonly Argument[];
};

/** The subcommands of `aws s3` with their options, in the order of their help. */
export const S3_SUBCOMMANDS: Readonly<Record<'ls' | 'cp' | 'mv' | 'rm' | 'sync' | 'mb' | 'rb' | 'presign', S3Subcommand>> = {
  ls: {
    usage: '<S3Uri> or NONE',
    doc: 'Lists buckets, or the objects and folders below a path.',
    words: [],
    wordsShownAs: 'paths',
    args: [
      { ...word('paths'), count: '?' },
      RECURSIVE,
      PAGE_SIZE,
      flag('human-readable'),
      flag('summarize'),
      REQUEST_PAYER,
      value('bucket-name-prefix'),
      value('bucket-region'),
    ],
  },
  cp: transferCommand('Copies a file or an object. With --recursive, it copies all below a folder.', [
    RECURSIVE,
    value('expected-size'),
  ]),
  mv: transferCommand('Moves a file or an object. With --recursive, it moves all below a folder.', [
    RECURSIVE,
    flag('validate-same-s3-paths'),
  ]),
  rm: {
    usage: '<S3Uri>',
    doc: 'Deletes an object. With --recursive, it deletes all below a path.',
    words: ['source'],
    wordsShownAs: 'paths',
    args: [word('source', 'paths'), ...QUIET, RECURSIVE, REQUEST_PAYER, ...FILTERS, PAGE_SIZE],
  },
  sync: transferCommand('Copies the new and changed files of a folder to another.', [
    flag('size-only'),
    flag('exact-timestamps'),
    flag('delete'),
  ]),
  mb: { usage: '<S3Uri>', doc: 'Creates a bucket.', words: ['source'], wordsShownAs: 'path', args: [word('source', 'path')] },
  rb: {
    usage: '<S3Uri>',
    doc: 'Deletes an empty bucket. With --force, it deletes the objects first.',
    words: ['source'],
    wordsShownAs: 'path',
    args: [word('source', 'path'), flag('force')],
  },
  presign: {
    usage: '<S3Uri>',
    doc: 'Writes a URL with which anybody can read an object for a while. It needs an access key.',
    words: ['source'],
    wordsShownAs: 'path',
    args: [word('source', 'path'), value('expires-in')],
  },
};

function transferCommand(doc: string, more: readonly Argument[]): S3Subcommand {
  return {
    usage: COPY_USAGE,
    doc,
    words: ['source', 'target'],
    wordsShownAs: 'paths',
    args: [word('source', 'paths'), word('target', 'paths'), ...TRANSFER, ...more],
  };
}
