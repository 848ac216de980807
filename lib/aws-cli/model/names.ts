/** Returns the name of an operation or a parameter on the command line: ListUsers is `list-users`. The rules are botocore's `xform_name`. */
export function commandName(name: string): string {
  if (name.includes('-')) return name;
  const known = NAMES.get(name);
  if (known !== undefined) return known;
  // A plural of an abbreviation is one word: AccountIDs is `account-ids`.
  const plural = /[A-Z]{2,}s$/.exec(name)?.[0] ?? '';
  const begin = plural === '' ? name : `${name.slice(0, -plural.length)}-${plural.toLowerCase()}`;
  const words = begin.replaceAll(/(.)([A-Z][a-z]+)/g, '$1-$2').replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2');
  return words.toLowerCase();
}

/** Names that AWS spells as one word. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['ExecutePartiQLStatement', 'execute-partiql-statement'],
  ['ExecutePartiQLTransaction', 'execute-partiql-transaction'],
  ['ExecutePartiQLBatch', 'execute-partiql-batch'],
]);
