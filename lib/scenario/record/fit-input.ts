import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { inputIssues } from '../format/check-operations';
import { pathText } from '../format/problems';
import { textsIn } from '../format/references';
import { packOperations } from '../operations';
import type { RecordedCall } from './recorded';

/** Secrets with a required format. Arbitrary text can't replace them. */
const OF_A_FORM: ReadonlySet<string> = new Set(['AddPrivateKey', 'PrivateKey', 'Payload', 'WebIdentityToken']);
/** Secrets that change the meaning of the call. */
const ESSENTIAL: ReadonlySet<string> = new Set(['ExpressionAttributeValues']);

const STAND_IN = /^\{\{secret\.[a-z0-9-]+\}\}$/;

/** Calls whose input contains a value of this attempt that nothing can replace. */
const OF_THIS_ATTEMPT_ALONE: Readonly<Record<string, string>> = {
  'kms:Decrypt': 'Its ciphertext was encrypted with a key of this attempt, which no other attempt has.',
  'sts:GetDelegatedAccessToken': 'The token is of a request in this attempt, and the history does not hold it.',
  'sts:DecodeAuthorizationMessage': 'The message is of a denial in this attempt, which no other attempt can read.',
};

/**
 * Removes placeholders for secrets that the operation does not accept, because the history contains no more.
 * @param input the input, already with references; it is changed
 * @returns why the call can't be recorded, or null
 */
export function leaveOutWhatDoesNotFit(call: RecordedCall, input: Record<string, unknown>, notes: string[]): string | null {
  const operation = packOperations().get(call.do);
  if (!operation) return loadCatalog().action(call.do) ? null : `Scenarios have no operation ${call.do}.`;
  const alone = OF_THIS_ATTEMPT_ALONE[call.do];
  if (alone !== undefined) return `${alone} Write this operation by hand.`;
  for (const { path } of standInsOf(operation, input)) {
    const kept = structuredClone(input);
    removeAt(input, path);
    if (ESSENTIAL.has(String(path.at(-1))) || issuesIn(operation, input).length > 0) {
      Object.assign(input, kept);
      return `${pathText(path)} is a secret, which the history does not hold, and no other text fits. Write this operation by hand.`;
    }
    const at = notes.findIndex((note) => note.includes(`does not hold ${String(path.at(-1))}`));
    if (at >= 0) notes.splice(at, 1);
    notes.push(`The history does not hold ${pathText(path)}, which is a secret: it is left out until you write it.`);
  }
  const [issue] = issuesIn(operation, input);
  return issue ? `Scenarios can't have this input: ${pathText(issue.path)} ${issue.message}` : null;
}

type Operation = NonNullable<ReturnType<ReturnType<typeof packOperations>['get']>>;

function issuesIn(operation: Operation, input: object) {
  return inputIssues(operation, input, { each: undefined, files: new Map() });
}

/** Returns the placeholders that the operation does not accept. */
function standInsOf(operation: Operation, input: object): { path: readonly PropertyKey[] }[] {
  const issues = issuesIn(operation, input).map(({ path }) => pathText(path));
  return [...textsIn(input)].filter(
    ({ text, path }) => STAND_IN.test(text) && (isOfAForm(String(path.at(-1)), input) || issues.includes(pathText(path))),
  );
}

/** Returns whether a secret has a required format. A published message is parsed as JSON if its structure is given. */
function isOfAForm(member: string, input: object): boolean {
  return OF_A_FORM.has(member) || (member === 'Message' && Object.hasOwn(input, 'MessageStructure'));
}

function removeAt(input: object, path: readonly PropertyKey[]): void {
  let value: object = input;
  for (const key of path.slice(0, -1)) {
    const next: unknown = Reflect.get(value, key);
    if (typeof next !== 'object' || next === null) return;
    value = next;
  }
  const last = path.at(-1);
  if (last !== undefined) Reflect.deleteProperty(value, last);
}
