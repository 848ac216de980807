import { DECLARATIVE_POLICY_TYPES, type DeclarativePolicyType, type EffectiveObject } from '@gatehouse/policy/organization';
import { type PlacedAccount, policyInForce } from '../../core/declarative-policies/in-force';
import type { Scope } from '../../core/operation';
import { plural } from '../../core/text/plural';
import { giveWay, grouped } from '../../core/work/bulk';
import { MOST_DEPTH, MOST_NAMES } from './limits';
import { NameError, type TestNames } from './names';
import { askOnce, type MaySee, textsOf } from './policies-in-force';

/** The settings of a type, and the tests of all types together. */
const MOST_SETTINGS = 5;
const MOST_TESTS = 20;

type Place = { names: TestNames; accounts: readonly PlacedAccount[] };

/** Writes tests of the settings that effective policies have now, by type and path. Accounts with the same value share a test. */
export async function suggestEffectivePolicyTests(scope: Scope, { names, accounts }: Place): Promise<object[]> {
  const maySee = askOnce(scope);
  const tests: object[] = [];
  for (const type of DECLARATIVE_POLICY_TYPES) {
    const documents = await readDocuments(scope, type, accounts, maySee);
    if (!documents) continue;
    const paths = new Map<string, readonly string[]>();
    for (const { document } of documents)
      for (const path of settingsOf(document)) if (paths.size < MOST_SETTINGS) paths.set(JSON.stringify(path), path);
    for (const path of paths.values()) {
      const values = documents.flatMap(({ accountId, document }) => {
        const texts = textsOf(path.reduce<EffectiveObject[string] | undefined>((node, name) => memberOf(node, name), document));
        return texts === null ? [] : [{ accountId, texts }];
      });
      for (const alike of grouped(values, ({ texts }) => JSON.stringify(texts)).values()) {
        const texts = alike[0]?.texts ?? [];
        if (tests.length >= MOST_TESTS) return tests;
        if (texts.length > MOST_NAMES || texts.some((text) => text.length > 2048)) continue;
        const isAll = alike.length === accounts.length;
        if (!isAll && alike.length > MOST_NAMES) continue;
        const of = isAll ? '*' : alike.map(({ accountId }) => nameFor(accountId, names));
        const where = isAll ? 'every account' : of.length === 1 ? of[0] : plural(alike.length, 'account');
        const name = `${type} of ${where}: ${path.join(' / ')}`.slice(0, 200);
        const shown = { type, ...(accounts.length > 1 && { of }), path, equals: texts.length === 1 ? texts[0] : texts };
        tests.push({ name, 'effective-policy': shown });
      }
    }
  }
  return tests;
}

/** Returns the documents in force of the accounts, or null if the type is not enabled or the caller may not see all of them. */
async function readDocuments(scope: Scope, type: DeclarativePolicyType, accounts: readonly PlacedAccount[], maySee: MaySee) {
  const documents: { accountId: string; document: EffectiveObject }[] = [];
  for (const account of accounts) {
    await giveWay();
    const policy = await policyInForce(scope.db, account, type);
    if (!policy || !(await maySee(type, account.id))) return null;
    documents.push({ accountId: account.id, document: policy.document });
  }
  return documents;
}

const memberOf = (node: EffectiveObject[string] | undefined, name: string) =>
  typeof node === 'object' && node !== null && Object.hasOwn(node, name)
    ? (Reflect.get(node, name) as EffectiveObject[string])
    : undefined;

/** Yields the paths of the settings of a document. */
function* settingsOf(node: EffectiveObject, path: readonly string[] = []): Generator<readonly string[]> {
  for (const [name, member] of Object.entries(node)) {
    const place = [...path, name];
    if (textsOf(member) !== null) yield place;
    else if (typeof member === 'object' && member !== null && place.length < MOST_DEPTH)
      yield* settingsOf(member as EffectiveObject, place);
  }
}

/** Returns the account's name if it names no other account too. */
function nameFor(accountId: string, names: TestNames): string {
  const name = names.nameOf(accountId);
  try {
    return names.account(name) === accountId ? name : accountId;
  } catch (error) {
    if (error instanceof NameError) return accountId;
    throw error;
  }
}
