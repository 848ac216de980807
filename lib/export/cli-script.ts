import { commandName } from '../aws-cli/model/names';
import { PLACEHOLDER_CODE } from './kinds/function';
import { piecesOf } from './learned-ids';
import { ACCESS_ROLE } from './organization-state';
import type { RebuildCall, RebuildPart } from './rebuild-call';
import { comment } from './script-text';

/**
 * The account of a script, and sentences about what is left out, for the script's head.
 * - `accounts`: the members of the organization in which the script runs, by which it finds their copies. The script must then have
 *   credentials of the management account.
 * - `needs`: what the script needs to run
 */
export type ScriptHead = {
  accountId: string;
  partition: string;
  title: string;
  leftOut: readonly string[];
  accounts?: readonly { id: string; email: string }[];
  needs?: string;
};

const DOCUMENT_MEMBERS: ReadonlySet<string> = new Set([
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'SAMLMetadataDocument',
  'Policy',
  'ResourcePolicy',
  'Content',
  'InlinePolicy',
]);

/**
 * Returns an AWS CLI script that makes the calls. It works in the account of its credentials: the account's id and all other ids
 * that AWS generates are replaced at run time. The shell evaluates nothing of the state: values are in single quotes, and
 * documents are in here-documents with quoted delimiters.
 */
export function cliScript(
  { accountId, partition, title, leftOut, accounts = [], needs }: ScriptHead,
  parts: readonly RebuildPart[],
): string {
  const ids = new Ids();
  ids.learn(accountId, 'ACCOUNT_ID');
  const calls = parts.flatMap((part) => part.calls);
  let inside: string | undefined;
  const found = accounts.map(({ id, email }) => foundAccount(id, email, ids));
  const body = parts.flatMap((part) => [
    '',
    comment(part.title),
    ...part.calls.flatMap((call) => {
      const goes = call.account === inside ? [] : [call.account === undefined ? 'leave' : `enter ${quoted(call.account, ids)}`];
      inside = call.account;
      return [...goes, ...command(call, ids)];
    }),
  ]);
  const lines = [
    '#!/usr/bin/env bash',
    ...[title, ...leftOut].map(comment),
    comment(needs ?? 'It needs the AWS CLI and credentials of an account in which nothing of the same names is there yet.'),
    'set -euo pipefail',
    '',
    comment('The script below was exported from one account. Its ID is replaced by the ID of the account of the credentials.'),
    'ACCOUNT_ID=$(aws sts get-caller-identity --query Account --output text)',
    `RENAMED="s|${accountId}|$ACCOUNT_ID|g"`,
    // More ids than fit into an argument.
    `document() { DOCUMENT=$(sed -f <(printf '%s\\n' "$RENAMED")); }`,
    ...(accounts.length > 0 || calls.some(({ learns }) => learns)
      ? [comment('Replaces an exported id by the id that AWS gives to the new resource.'), RENAME]
      : []),
    ...(calls.some(({ waits }) => waits) ? WAIT : []),
    ...(calls.some(({ account }) => account) ? entering(partition) : []),
    ...(accounts.length > 0 || calls.some(isAddressed) ? ADDRESS : []),
    ...(accounts.length > 0 ? [...FIND, ...found.flat()] : []),
    ...(calls.some(isWithCode) ? [comment('Code of functions is not exported: this does nothing.'), ...CODE] : []),
    ...body,
  ];
  return `${lines.join('\n')}\n`;
}

const RENAME = 'renamed() { RENAMED="s|$1|$2|g;$RENAMED"; }';
const CODE = ['CODE=$(mktemp)', `trap 'rm "$CODE"' EXIT`, `base64 -d >"$CODE" <<<'${PLACEHOLDER_CODE}'`];

type Piece = { text: string } | { variable: string };

const WAIT = [
  comment('Asks again until what was begun is done.'),
  `made() {`,
  `  local ANSWER`,
  `  while ANSWER=$("$@") && [[ $ANSWER == IN_PROGRESS* ]]; do sleep 2; done`,
  `  [[ $ANSWER == SUCCEEDED* ]] || { printf 'It was not made: %s\\n' "$ANSWER" >&2; return 1; }`,
  `  cut -f 2 <<<"$ANSWER"`,
  `}`,
];

const entering = (partition: string) => [
  comment(
    'Goes into a member account by the role that its creation left there. The credentials must be those of a user or role.',
  ),
  `leave() { unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; eval "$OWN_KEYS"; }`,
  `OWN_KEYS=$(export -p | grep -E '^declare -x AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)=' || :)`,
  `OWN_KEYS=\${OWN_KEYS//declare -x/export}`,
  `enter() {`,
  `  local KEYS`,
  `  leave`,
  `  KEYS=$(aws sts assume-role --role-arn "arn:${partition}:iam::$1:role/${ACCESS_ROLE}" --role-session-name rebuild \\`,
  `    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)`,
  `  read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<<"$KEYS"`,
  `  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN`,
  `}`,
];

/** Each email address belongs to one account, here and at AWS. */
const ADDRESS = [
  comment('Addresses of accounts are taken once. ADDRESS_TAG=x makes a+x@example.com of a@example.com.'),
  `address() { if [ -z "\${ADDRESS_TAG:-}" ]; then printf %s "$1"; else printf '%s+%s@%s' "\${1%@*}" "$ADDRESS_TAG" "\${1##*@}"; fi; }`,
];
/** Emails of accounts are the same in a copy of the organization, and ids are not. */
const FIND = [
  comment('Finds the accounts of this organization by their email addresses.'),
  `ACCOUNTS=$(aws organizations list-accounts --query 'Accounts[].[Email,Id]' --output text)`,
  `account() {`,
  `  local EMAIL ADDRESS ID`,
  `  ADDRESS=$(address "$1")`,
  `  while IFS=$'\\t' read -r EMAIL ID; do if [ "$EMAIL" = "$ADDRESS" ]; then printf %s "$ID"; return; fi; done <<<"$ACCOUNTS"`,
  `  printf 'This organization has no account with the email address %s.\\n' "$ADDRESS" >&2`,
  `  return 1`,
  `}`,
];

function foundAccount(id: string, email: string, ids: Ids): string[] {
  const address = quoted(email, ids);
  const variable = ids.learn(id);
  return [`${variable}=$(account ${address})`, `renamed '${id}' "$${variable}"`];
}

const isAddressed = ({ operation }: RebuildCall) => operation === 'CreateAccount';

/** The shell variables for the ids in a state. */
class Ids {
  private readonly variables = new Map<string, string>();

  learn(id: string, variable = `ID_${this.variables.size}`): string {
    this.variables.set(id, variable);
    return variable;
  }

  /** Splits a text into literal pieces and variables for ids. */
  split(text: string): Piece[] {
    return piecesOf(text, this.variables).map(({ text: literal, value }) =>
      value === undefined ? { text: literal } : { variable: value },
    );
  }
}

/** Returns the CLI option of a member. Some differ from the member's name, and one can stand for several. */
function memberOption({ operation }: Pick<RebuildCall, 'operation'>, member: string): string | null {
  if (operation !== 'RunInstances') return commandName(member);
  if (member === 'MaxCount') return null;
  return member === 'MinCount' ? 'count' : commandName(member);
}

function command(call: RebuildCall, ids: Ids): string[] {
  const members = Object.entries(call.input);
  const asFile = members.some(([member, value]) => isTakenForFile(call, member, value));
  const [, document] = asFile ? ['', JSON.stringify(call.input, null, 2)] : (members.find(isDocument) ?? []);
  const options = asFile
    ? ['--cli-input-json "$DOCUMENT"']
    : members.flatMap(([member, value]) => optionOf(call, member, value, ids));
  const place = call.region === undefined ? [] : [`--region ${call.region}`];
  const made = [`aws ${call.service} ${commandName(call.operation)}`, ...place, ...options];
  return [
    ...(call.note === undefined ? [] : [comment(call.note)]),
    ...(document === undefined ? [] : hereDocument(String(document))),
    ...run(call, made, ids),
  ];
}

/**
 * Returns the shell lines of a call. The output is dropped except for a generated id; a failure is printed to stderr and ends the
 * script.
 */
function run({ learns, waits }: RebuildCall, made: readonly string[], ids: Ids): string[] {
  if (waits && !learns) {
    const query = `--query '${withoutLast(waits.state)}.[${[waits.state, waits.reason].map(lastOf).join(',')}]'`;
    return [`${[`made ${made[0]}`, ...made.slice(1), query, '--output text'].join(' \\\n  ')} >/dev/null`];
  }
  if (waits) {
    const { id = '', from = '' } = learns ?? {};
    const query = `--query '${withoutLast(waits.state)}.[${[waits.state, from, waits.reason].map(lastOf).join(',')}]'`;
    const variable = ids.learn(id);
    const words = [`made ${made[0]}`, ...made.slice(1), query, '--output text'];
    return [`${variable}=$(${words.join(' \\\n  ')})`, `renamed '${learns?.id}' "$${variable}"`];
  }
  if (!learns) return [`${made.join(' \\\n  ')} >/dev/null`];
  const { id, from, isRequest, otherwise } = learns;
  const variable = ids.learn(id, isRequest ? 'REQUEST' : undefined);
  const asked = [...made, `--query '${from}'`, '--output text'].join(' \\\n  ');
  return [
    `${variable}=$(${asked})`,
    ...(otherwise === undefined ? [] : [`[ "$${variable}" != None ] || { echo ${quoted(otherwise, ids)} >&2; exit 1; }`]),
    ...(isRequest ? [] : [`renamed '${id}' "$${variable}"`]),
  ];
}

const lastOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);
const withoutLast = (path: string) => path.slice(0, path.lastIndexOf('.'));

function optionOf(call: RebuildCall, member: string, value: unknown, ids: Ids): string[] {
  const name = memberOption(call, member);
  if (name === null) return [];
  if (DOCUMENT_MEMBERS.has(member)) return [`--${name} "$DOCUMENT"`];
  if (member === 'Email') return [`--${name} "$(address ${quoted(String(value), ids)})"`];
  if (member === 'Code') return ['--zip-file "fileb://$CODE"'];
  return [option(name, value, ids)];
}

const isWithCode = ({ input }: RebuildCall) => 'Code' in input;

function isDocument([member]: [string, unknown]): boolean {
  return DOCUMENT_MEMBERS.has(member);
}

/** Returns whether the AWS CLI would read the value as a file or URL. It does so for every parameter but a provider's address. */
function isTakenForFile({ operation }: RebuildCall, member: string, value: unknown): boolean {
  if (typeof value !== 'string' || DOCUMENT_MEMBERS.has(member)) return false;
  return /^(fileb?|https?):\/\//.test(value) && !(operation === 'CreateOpenIDConnectProvider' && member === 'Url');
}

function option(optionName: string, value: unknown, ids: Ids): string {
  const name = `--${optionName}`;
  if (typeof value === 'boolean') return value ? name : `--no-${optionName}`;
  if (typeof value === 'number') return `${name} ${value}`;
  if (typeof value !== 'string') return `${name} ${quoted(JSON.stringify(value), ids)}`;
  // The CLI would take the value for an option.
  return value.startsWith('-') ? `${name}=${quoted(value, ids)}` : `${name} ${quoted(value, ids)}`;
}

/** Returns a shell word for the text, with variables for ids. */
function quoted(text: string, ids: Ids): string {
  const pieces = ids
    .split(text)
    .map((piece) => ('variable' in piece ? `"$${piece.variable}"` : `'${piece.text.replaceAll("'", `'\\''`)}'`));
  return pieces.join('') || "''";
}

/** Returns lines that set `DOCUMENT` to the text. Ids are replaced, and line ends at the end are lost. */
function hereDocument(text: string): string[] {
  const lines = new Set(text.split('\n'));
  let delimiter = 'END';
  for (let number = 2; lines.has(delimiter); number++) delimiter = `END_${number}`;
  return [`document <<'${delimiter}'`, text, delimiter];
}
