import type { RebuildCall, RebuildPart } from './rebuild-calls';
import { comment } from './script-text';

/** Whose account is written down, and what is not: sentences for the head of the script. */
export type ScriptHead = { accountId: string; title: string; leftOut: readonly string[] };

const DOCUMENT_MEMBERS: ReadonlySet<string> = new Set(['PolicyDocument', 'AssumeRolePolicyDocument', 'SAMLMetadataDocument']);

/**
 * A script of the AWS CLI that makes the calls. It works in whichever account its credentials are of: the account's ID is asked for, and
 * put where the state had its own. Nothing of the state is evaluated by the shell: values stand in single quotes, documents to the letter
 * in here-documents whose delimiter is quoted.
 */
export function cliScript({ accountId, title, leftOut }: ScriptHead, parts: readonly RebuildPart[]): string {
  const lines = [
    '#!/usr/bin/env bash',
    ...[title, ...leftOut].map(comment),
    comment('It needs the AWS CLI and credentials of an account in which nothing of the same names is there yet.'),
    'set -euo pipefail',
    '',
    comment('What is below was written of one account; its ID becomes that of the account of the credentials.'),
    'ACCOUNT_ID=$(aws sts get-caller-identity --query Account --output text)',
    `document() { DOCUMENT=$(sed "s/${accountId}/$ACCOUNT_ID/g"); }`,
    ...parts.flatMap((part) => ['', comment(part.title), ...part.calls.flatMap((call) => command(call, accountId))]),
  ];
  return `${lines.join('\n')}\n`;
}

function command(call: RebuildCall, accountId: string): string[] {
  const members = Object.entries(call.input);
  const asFile = members.some(([member, value]) => isTakenForFile(call, member, value));
  const [, document] = asFile ? ['', JSON.stringify(call.input, null, 2)] : (members.find(isDocument) ?? []);
  const options = asFile
    ? ['--cli-input-json "$DOCUMENT"']
    : members.map(([member, value]) =>
        DOCUMENT_MEMBERS.has(member) ? `--${kebab(member)} "$DOCUMENT"` : option(member, value, accountId),
      );
  return [
    ...(call.note === undefined ? [] : [comment(call.note)]),
    ...(document === undefined ? [] : hereDocument(String(document))),
    // What was made is of no use to whoever runs the script; what failed is told on the other stream, and ends it.
    `${[`aws ${call.service} ${kebab(call.operation)}`, ...options].join(' \\\n  ')} >/dev/null`,
  ];
}

function isDocument([member]: [string, unknown]): boolean {
  return DOCUMENT_MEMBERS.has(member);
}

/** The AWS CLI reads a file, or fetches an address, for a value that begins so, except for the address of a provider. */
function isTakenForFile({ operation }: RebuildCall, member: string, value: unknown): boolean {
  if (typeof value !== 'string' || DOCUMENT_MEMBERS.has(member)) return false;
  return /^(fileb?|https?):\/\//.test(value) && !(operation === 'CreateOpenIDConnectProvider' && member === 'Url');
}

function option(member: string, value: unknown, accountId: string): string {
  const name = `--${kebab(member)}`;
  if (typeof value === 'boolean') return value ? name : `--no-${kebab(member)}`;
  if (typeof value === 'number') return `${name} ${value}`;
  if (typeof value !== 'string') return `${name} ${quoted(JSON.stringify(value), accountId)}`;
  // Else the CLI would take it for an option.
  return value.startsWith('-') ? `${name}=${quoted(value, accountId)}` : `${name} ${quoted(value, accountId)}`;
}

/** A word of the shell that is the text, with the account's own ID asked for at the time. */
function quoted(text: string, accountId: string): string {
  return (
    text
      .split(accountId)
      .map((part) => (part === '' ? '' : `'${part.replaceAll("'", `'\\''`)}'`))
      .join('"$ACCOUNT_ID"') || "''"
  );
}

/** Puts the text into `DOCUMENT`, to the letter but for the account's ID and the line ends at its end. */
function hereDocument(text: string): string[] {
  const lines = new Set(text.split('\n'));
  let delimiter = 'END';
  for (let number = 2; lines.has(delimiter); number++) delimiter = `END_${number}`;
  return [`document <<'${delimiter}'`, text, delimiter];
}

/** As the AWS CLI names operations and members (botocore's `xform_name`). */
export function kebab(name: string): string {
  return name
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}
