import type { PolicyKind } from '@gatehouse/policy/parse';
import { isJsonObject } from '../../core/text/json-object';
import { fileNamed, fileText } from '../format/documents';
import { ACCESS_FORMAT } from '../format/limits';
import type { PackOperation } from '../format/schema';
import type { Pack } from '../pack';
import { furtherChanges, type StatementChange } from './further-changes';

/** A document before and after its mutation. */
export type MutatedDocument = { kind: PolicyKind; before: object; after: object };

/** A solution with one change. It has a name, and a description for the solution's author. */
export type Mutant = { name: string; told: string; operations: readonly PackOperation[]; document?: MutatedDocument };

type Change = { where: string; what: string; value: unknown; before: object; after: object };
type Files = ReadonlyMap<string, string>;

/** Returns every mutation of the solution that models a typical mistake. Documents in files are mutated from format 2 on. */
export function mutantsOf({ scenario, files }: Pick<Pack, 'scenario' | 'files'>): Mutant[] {
  const { solution, personas, setup, format } = scenario;
  const isWhole = format >= ACCESS_FORMAT;
  const mutants: Mutant[] = [];
  const at = (index: number, what: string, changed: readonly PackOperation[], document?: MutatedDocument) =>
    mutants.push({
      name: `solution ${index + 1}: ${what}`,
      told: `${toldChange(what)} in operation ${index + 1} of the solution, ${solution[index]?.do} as ${solution[index]?.as}`,
      operations: solution.flatMap((one, other) => (other === index ? changed : [one])),
      ...(document && { document }),
    });
  for (const [index, operation] of solution.entries()) {
    at(index, 'left out', []);
    for (const { where, what, value, before, after } of documentChanges(operation.input ?? {}, [], isWhole ? files : null))
      at(index, `${where} ${what}`, [{ ...operation, input: value as PackOperation['input'] }], {
        ...{ kind: kindOf(operation, where), before, after },
      });
    for (const { what, value } of neighbours(operation.input ?? {}, [...setup, ...solution]))
      at(index, what, [{ ...operation, input: value as PackOperation['input'] }]);
  }
  const everybody = Object.values(personas).flatMap(({ as }) => administratorFor(as));
  const told = 'With AdministratorAccess for every persona after the solution';
  mutants.push({ name: 'AdministratorAccess for every persona', told, operations: [...solution, ...everybody] });
  return mutants;
}

/** Describes a change as the beginning of a sentence. */
function toldChange(what: string): string {
  if (what === 'left out') return 'Without what is done';
  const [, place = '', change = ''] = /^(\S+) statement (\d+ .*)$/.exec(what) ?? [];
  if (place === '') return `With another one as target (${what})`;
  const [, number = '', of = ''] = /^(\d+) (.*)$/.exec(change) ?? [];
  const statement = `statement ${number} of ${place}`;
  if (of === 'left out') return `Without ${statement}`;
  if (of.endsWith(' left out')) return `Without ${of.slice(0, -' left out'.length)} in ${statement}`;
  if (of.startsWith('only ')) return `With ${statement} that holds ${of}`;
  if (of.startsWith('prefix ')) return `With every value that begins like that of ${of.slice('prefix '.length)} in ${statement}`;
  if (of === 'Effect flipped') return `With the Effect of ${statement} flipped`;
  if (of === 'Resource *') return `With every Resource in ${statement}`;
  if (of === 'Principal *') return `With everybody as Principal in ${statement}`;
  if (of.endsWith(' widened')) return `With all of its service in place of ${of.slice(0, -' widened'.length)} in ${statement}`;
  if (of.endsWith(' dropped')) return `Without the condition ${of.slice(0, -' dropped'.length)} in ${statement}`;
  return `With the condition operator ${of} in ${statement}`;
}

function administratorFor(as: string): PackOperation[] {
  const [, name, account] = /^user\/(.+)@(.+)$/.exec(as) ?? [];
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  return name === undefined ? [] : [{ as: `root@${account}`, do: 'iam:AttachUserPolicy', input: { UserName: name, PolicyArn } }];
}

/** Returns the kind of policy that an operation writes at a place of its input. */
function kindOf({ do: name, input = {} }: PackOperation, where: string): PolicyKind {
  if (where.startsWith('AssumeRolePolicyDocument') || name === 'iam:UpdateAssumeRolePolicy') return 'trust';
  if (input.Type === 'RESOURCE_CONTROL_POLICY') return 'rcp';
  if (name.startsWith('organizations:')) return 'scp';
  return name.startsWith('iam:') ? 'identity' : 'resource';
}

/**
 * Yields changes of the documents in an input, each as the whole changed input.
 * @param files the documents in files, and more changes; null: only the typical changes of YAML documents
 */
function* documentChanges(value: unknown, path: readonly string[], files: Files | null): Generator<Change> {
  if (typeof value !== 'object' || value === null) return;
  const file = fileNamed(value);
  if (file !== undefined) {
    // readPack has parsed the policies of a pack, so this text is JSON.
    if (files) yield* documentChanges(JSON.parse(fileText({ files }, file)), path, files);
    return;
  }
  if (isJsonObject(value) && Object.hasOwn(value, 'Statement')) {
    const { Statement, ...rest } = value;
    const statements = [Statement].flat();
    const changedTo = (changed: readonly unknown[]) => ({ ...rest, Statement: changed });
    for (const [at, statement] of statements.entries()) {
      const where = `${path.join('.')} statement ${at + 1}`;
      const others = statements.filter((_, index) => index !== at);
      if (files && others.length > 0) {
        const after = changedTo(others);
        yield { where, what: 'left out', value: after, before: value, after };
      }
      if (!isJsonObject(statement)) continue;
      for (const { what, value: changed } of [...statementChanges(statement), ...(files ? furtherChanges(statement) : [])]) {
        const after = changedTo(statements.map((one, index) => (index === at ? changed : one)));
        yield { where, what, value: after, before: value, after };
      }
    }
    return;
  }
  for (const [key, member] of Object.entries(value))
    for (const change of documentChanges(member, [...path, key], files)) {
      const whole: unknown = Array.isArray(value)
        ? value.map((item: unknown, index) => (String(index) === key ? change.value : item))
        : { ...value, [key]: change.value };
      yield { ...change, value: whole };
    }
}

function* statementChanges(statement: Record<string, unknown>): Generator<StatementChange> {
  const { Effect, Action, Resource, Condition, Principal } = statement;
  yield { what: 'Effect flipped', value: { ...statement, Effect: Effect === 'Allow' ? 'Deny' : 'Allow' } };
  if (Resource !== undefined && Resource !== '*') yield { what: 'Resource *', value: { ...statement, Resource: '*' } };
  if (Principal !== undefined && Principal !== '*') yield { what: 'Principal *', value: { ...statement, Principal: '*' } };
  const actions = [Action].flat().filter((one) => typeof one === 'string');
  for (const action of actions) {
    const [service = ''] = action.split(':');
    const widened = actions.map((one) => (one === action ? `${service}:*` : one));
    if (action !== `${service}:*` && action !== '*')
      yield { what: `${action} widened`, value: { ...statement, Action: widened } };
  }
  yield* conditionChanges(statement, Condition);
}

function* conditionChanges(statement: Record<string, unknown>, condition: unknown): Generator<StatementChange> {
  if (!isJsonObject(condition)) return;
  for (const [operator, keys] of Object.entries(condition)) {
    const { [operator]: _, ...others } = condition;
    const with1 = (name?: string) => {
      const left = name === undefined ? others : { ...others, [name]: keys };
      const { Condition: __, ...rest } = statement;
      return Object.keys(left).length === 0 ? rest : { ...rest, Condition: left };
    };
    yield { what: `${operator} dropped`, value: with1() };
    if (operator !== 'Null' && !operator.endsWith('IfExists'))
      yield { what: `${operator}IfExists`, value: with1(`${operator}IfExists`) };
    if (!operator.includes(':') && operator !== 'Null')
      yield { what: `ForAllValues:${operator}`, value: with1(`ForAllValues:${operator}`) };
  }
}

/** The members by which attachments name their target. */
const TARGETS = ['UserName', 'GroupName', 'RoleName', 'TargetId'] as const;

/** Yields attachments to another target of the same type in the pack. */
function* neighbours(input: Readonly<Record<string, unknown>>, operations: readonly PackOperation[]): Generator<StatementChange> {
  const isAttachment = Object.keys(input).length > 1;
  for (const member of TARGETS) {
    const named = input[member];
    if (!isAttachment || typeof named !== 'string') continue;
    const all = operations.flatMap((operation) => (operation.each ?? [undefined]).map((each) => nameIn(operation, member, each)));
    const other = [...new Set(all)].find((name) => name !== undefined && name !== named);
    if (other !== undefined) yield { what: `${member} ${other}`, value: { ...input, [member]: other } };
  }
}

function nameIn({ input }: PackOperation, member: string, each: string | number | undefined): string | undefined {
  const name = input?.[member];
  if (typeof name !== 'string') return undefined;
  return name === '{{each}}' ? String(each) : name.includes('{{each}}') ? undefined : name;
}
