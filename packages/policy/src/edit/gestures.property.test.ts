import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyDocument } from '../test-arbitraries';
import { runs } from '../test-runs';
import { applyEdits } from '../validate/edits';
import type { TextEdit } from '../validate/types';
import { type PolicyBlocks, toBlocks } from './blocks';
import { type Gesture, gestureEdits, undoingEdits } from './gestures';
import { addStatementEdits, cloneStatementEdits, moveStatementEdits, removeStatementEdits } from './statements';

type Value = Record<string, unknown>;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const nameOf = (statement: Value, plain: string) =>
  statement[plain] === undefined && statement[`Not${plain}`] !== undefined ? `Not${plain}` : plain;

const withNew = (there: readonly unknown[], values: readonly unknown[]) => [
  ...there,
  ...[...new Set(values)].filter((value) => !there.includes(value)),
];

/** Normalizes lists, because a single value means the same as a list of one. */
function meaning(value: unknown, key = ''): unknown {
  if (typeof value !== 'object' || value === null) {
    const single = ['Version', 'Id', 'Sid', 'Effect', '#'].includes(key) || (/Principal$/.test(key) && value === '*');
    return single ? value : [value];
  }
  if (Array.isArray(value)) return value.map((item) => meaning(item, '#'));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, meaning(member, name)]));
}

type Clause = { operator: string; key: string };
const clausesOf = ({ Condition = {} }: Value): Clause[] =>
  Object.entries(Condition as Value).flatMap(([operator, block]) =>
    Object.keys(block as Value).map((key) => ({ operator, key })),
  );

function principalsOf(statement: Value): { key: string; value: unknown }[] {
  const principal = statement[nameOf(statement, 'Principal')];
  if (principal === undefined) return [];
  if (typeof principal !== 'object') return [{ key: 'Any', value: principal }];
  return Object.entries(principal as Value).flatMap(([key, values]) => listOf(values).map((value) => ({ key, value })));
}

/** Removes a condition's key, and containers that are empty then. */
function withoutClause(condition: Value, { operator, key }: Clause): Value {
  const { [key]: _, ...rest } = condition[operator] as Value;
  const { [operator]: __, ...others } = condition;
  return Object.keys(rest).length === 0 ? others : { ...condition, [operator]: rest };
}

/** Applies a gesture to the parsed value instead of the text. Returns null if the editor must refuse the gesture. */
function meant(statement: Value, gesture: Gesture): Value | null {
  switch (gesture.kind) {
    case 'setEffect':
      return { ...statement, Effect: gesture.effect };
    case 'setSid': {
      const { Sid: _, ...rest } = statement;
      return gesture.sid === '' ? rest : { ...rest, Sid: gesture.sid };
    }
    case 'setNegated': {
      const name = nameOf(statement, gesture.element);
      if (statement[name] === undefined) return null;
      const { [name]: value, ...rest } = statement;
      return { ...rest, [gesture.negated ? `Not${gesture.element}` : gesture.element]: value };
    }
    case 'addEntries': {
      const name = nameOf(statement, gesture.element);
      return { ...statement, [name]: withNew(listOf(statement[name]), gesture.values) };
    }
    case 'removeEntries': {
      const name = nameOf(statement, gesture.element);
      const there = listOf(statement[name]);
      if (gesture.indexes.some((index) => index >= there.length)) return null;
      return { ...statement, [name]: there.filter((_, index) => !gesture.indexes.includes(index)) };
    }
    case 'setEntry': {
      const name = nameOf(statement, gesture.element);
      const there = listOf(statement[name]);
      return gesture.index < there.length ? { ...statement, [name]: there.with(gesture.index, gesture.value) } : null;
    }
    case 'setEntries':
      return { ...statement, [nameOf(statement, gesture.element)]: gesture.values };
    case 'addPrincipal': {
      const name = nameOf(statement, 'Principal');
      const there = statement[name] ?? {};
      if (typeof there !== 'object') return null;
      const map = there as Value;
      return { ...statement, [name]: { ...map, [gesture.key]: withNew(listOf(map[gesture.key]), [gesture.value]) } };
    }
    case 'setEveryone':
      return { ...statement, [nameOf(statement, 'Principal')]: '*' };
    case 'removePrincipal': {
      const name = nameOf(statement, 'Principal');
      const entries = principalsOf(statement);
      const removed = entries[gesture.index];
      if (!removed) return null;
      const map: Record<string, unknown[]> = {};
      entries.forEach(({ key, value }, index) => {
        if (index !== gesture.index) map[key] = [...(map[key] ?? []), value];
      });
      return { ...statement, [name]: map };
    }
    default:
      return meantOfCondition(statement, gesture);
  }
}

function meantOfCondition(statement: Value, gesture: Exclude<Gesture, { kind: `set${'Effect' | 'Sid'}` }>): Value | null {
  const condition = (statement.Condition ?? {}) as Value;
  const has = (operator: string, key: string, except?: string) =>
    Object.keys((condition[operator] ?? {}) as Value).some((name) => name !== except && name.toLowerCase() === key.toLowerCase());
  if (gesture.kind === 'addCondition') {
    const { operator, key, values } = gesture;
    if (has(operator, key)) return null;
    return { ...statement, Condition: { ...condition, [operator]: { ...(condition[operator] as Value), [key]: values } } };
  }
  if (!('index' in gesture)) throw new Error(gesture.kind);
  const clause = clausesOf(statement)[gesture.index];
  if (!clause) return null;
  const { operator, key } = clause;
  const values = listOf((condition[operator] as Value)[key]);
  const set = (to: unknown[]) => ({
    ...statement,
    Condition: { ...condition, [operator]: { ...(condition[operator] as Value), [key]: to } },
  });
  switch (gesture.kind) {
    case 'removeCondition': {
      const { Condition: _, ...rest } = statement;
      const left = withoutClause(condition, clause);
      return Object.keys(left).length === 0 ? rest : { ...rest, Condition: left };
    }
    case 'setCondition': {
      const same = gesture.operator === operator;
      if (has(gesture.operator, gesture.key, same ? key : undefined)) return null;
      const left = withoutClause(condition, clause);
      const block = { ...(left[gesture.operator] as Value), [gesture.key]: gesture.values ?? values };
      return { ...statement, Condition: { ...left, [gesture.operator]: block } };
    }
    case 'addValue':
      return set([...values, gesture.value]);
    case 'removeValue': {
      const isList = Array.isArray((condition[operator] as Value)[key]);
      return isList && gesture.value < values.length ? set(values.filter((_, index) => index !== gesture.value)) : null;
    }
    case 'setValue':
      return gesture.value < values.length ? set(values.with(gesture.value, gesture.to)) : null;
    default:
      throw new Error(gesture.kind);
  }
}

const kind = fc.constantFrom('identity' as const, 'trust' as const, 'resource' as const);
const element = fc.constantFrom('Action' as const, 'Resource' as const);
const text = fc.constantFrom('s3:GetObject', 's3:Put*', '*', 'arn:aws:s3:::b/"q"', 'new', '\\', 'ec2:RunInstances');
const index = fc.nat({ max: 4 });
const operator = fc.constantFrom('StringEquals', 'StringLike', 'Bool', 'ForAnyValue:StringLikeIfExists', 'Null');
const conditionKey = fc.constantFrom('k:a', 'K:a', 'aws:username', 'aws:PrincipalTag/team', 'aws:SourceIp');
const gesture: fc.Arbitrary<Gesture> = fc.oneof(
  fc.record({ kind: fc.constant('setEffect' as const), effect: fc.constantFrom('Allow' as const, 'Deny' as const) }),
  fc.record({ kind: fc.constant('setSid' as const), sid: fc.constantFrom('', 'One', 'Two') }),
  fc.record({
    kind: fc.constant('setNegated' as const),
    element: fc.constantFrom('Action' as const, 'Resource' as const, 'Principal' as const),
    negated: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('addEntries' as const), element, values: fc.array(text, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('removeEntries' as const),
    element,
    indexes: fc.uniqueArray(index, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('setEntry' as const), element, index, value: text }),
  fc.record({ kind: fc.constant('setEntries' as const), element, values: fc.array(text, { minLength: 1, maxLength: 2 }) }),
  fc.record({
    kind: fc.constant('addPrincipal' as const),
    key: fc.constantFrom('AWS' as const, 'Service' as const, 'Federated' as const),
    value: fc.constantFrom('111122223333', 'ec2.amazonaws.com', 'new'),
  }),
  fc.constant({ kind: 'setEveryone' as const }),
  fc.record({ kind: fc.constant('removePrincipal' as const), index }),
  fc.record({
    kind: fc.constant('addCondition' as const),
    operator,
    key: conditionKey,
    values: fc.array(text, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('removeCondition' as const), index }),
  fc.record(
    {
      kind: fc.constant('setCondition' as const),
      index,
      operator,
      key: conditionKey,
      values: fc.array(text, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['kind', 'index', 'operator', 'key'] },
  ),
  fc.record({ kind: fc.constant('addValue' as const), index, value: text }),
  fc.record({ kind: fc.constant('removeValue' as const), index, value: index }),
  fc.record({ kind: fc.constant('setValue' as const), index, value: index, to: text }),
);

/** The layouts in which authors write one document. */
const layout = fc.constantFrom<(value: unknown) => string>(
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => JSON.stringify(value, null, '\t'),
  (value) => JSON.stringify(value, null, 4).replaceAll('\n', '\r\n'),
  // Lists on one line, with unusual spaces.
  (value) =>
    JSON.stringify(value, null, 1)
      .replaceAll(/\[\s+("[^[\]{}]*")\s+\]/g, (_, items) => `[ ${items.replaceAll(/\s*\n\s*/g, ' ')} ]`)
      .replaceAll('": ', '" :'),
  (value) => ` \n${JSON.stringify(value).replaceAll(/([{}[\],])/g, '$1 ')}\n`,
);

const written = kind
  .chain((of) => fc.tuple(policyDocument(of), layout, fc.boolean()))
  .map(([value, write, single]) => {
    const [only] = value.Statement;
    return write(single && value.Statement.length === 1 ? { ...value, Statement: only } : value);
  });

function blocksOf(document: string): PolicyBlocks {
  const result = toBlocks(document);
  if (!result.ok) throw new Error(`${result.reason.message}\n${document}`);
  return result.document;
}

/** Applies edits and undoes them like an editor. Returns the edited text. */
function made(document: string, edits: readonly TextEdit[]): string {
  const after = applyEdits(document, edits);
  const undone = [...undoingEdits(document, edits)]
    .reverse()
    .reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), after);
  expect(undone).toBe(document);
  return after;
}

function statementsOf(document: string): Value[] {
  return listOf(JSON.parse(document).Statement) as Value[];
}

describe('an edit of a statement', () => {
  it('has the intended effect, leaves everything else unchanged and can be undone', () => {
    let refused = 0;
    let total = 0;
    fc.assert(
      fc.property(written, fc.nat({ max: 3 }), gesture, (document, at, what) => {
        const blocks = blocksOf(document);
        const block = blocks.blocks[at % blocks.blocks.length];
        if (!block) throw new Error('a generated document has statements');
        total += 1;
        const before = statementsOf(document);
        const edits = gestureEdits(blocks, block, what);
        if (block.kept) {
          expect(edits).toBeNull();
          return;
        }
        const wanted = meant(before[block.index] ?? {}, what);
        if (wanted === null || edits === null) {
          refused += 1;
          expect({ refused: edits }, JSON.stringify(what)).toEqual({ refused: wanted });
          return;
        }
        const after = made(document, edits);
        const { start, end } = block.node.span;
        expect(after.startsWith(document.slice(0, start.offset))).toBe(true);
        expect(after.endsWith(document.slice(end.offset))).toBe(true);
        expect(meaning(statementsOf(after)[block.index])).toEqual(meaning(wanted));
        expect(JSON.stringify(statementsOf(after).toSpliced(block.index, 1))).toBe(
          JSON.stringify(before.toSpliced(block.index, 1)),
        );
        expect(toBlocks(after).ok).toBe(true);
      }),
      runs(6000),
    );
    expect(refused).toBeLessThan(total / 2);
  });

  it('consists of text edits within one element each', () => {
    fc.assert(
      fc.property(written, fc.nat({ max: 3 }), gesture, (document, at, what) => {
        const blocks = blocksOf(document);
        const block = blocks.blocks[at % blocks.blocks.length];
        const edits = block && gestureEdits(blocks, block, what);
        for (const { span } of edits ?? []) {
          // No edit covers a whole statement or two of its elements.
          const touched = (block?.node.kind === 'object' ? block.node.members : []).filter(
            ({ keySpan, value }) => span.start.offset < value.span.end.offset && keySpan.start.offset < span.end.offset,
          );
          expect(touched.length).toBeLessThanOrEqual(1);
        }
      }),
      runs(1500),
    );
  });
});

describe('the list of statements', () => {
  it('changes through adding, copying, removing and moving without a change inside any statement', () => {
    fc.assert(
      fc.property(written, fc.nat({ max: 3 }), fc.constantFrom('add', 'clone', 'remove', 'up', 'down'), (document, at, what) => {
        const blocks = blocksOf(document);
        const place = at % blocks.blocks.length;
        const before = statementsOf(document).map((one) => JSON.stringify(one));
        const added = { Sid: 'New', Effect: 'Deny', Action: [], Resource: [] };
        const edits = {
          add: () => addStatementEdits(blocks, added),
          clone: () => cloneStatementEdits(blocks, place),
          remove: () => removeStatementEdits(blocks, place),
          up: () => moveStatementEdits(blocks, place, -1),
          down: () => moveStatementEdits(blocks, place, 1),
        }[what]();
        const by = what === 'up' ? -1 : 1;
        if (edits === null) {
          expect(before[place + by]).toBeUndefined();
          return;
        }
        const wanted = {
          add: () => [...before, JSON.stringify(added)],
          clone: () => before.toSpliced(place + 1, 0, before[place] ?? ''),
          remove: () => before.toSpliced(place, 1),
          up: () => before.with(place, before[place - 1] ?? '').with(place - 1, before[place] ?? ''),
          down: () => before.with(place, before[place + 1] ?? '').with(place + 1, before[place] ?? ''),
        }[what]();
        expect(statementsOf(made(document, edits)).map((one) => JSON.stringify(one))).toEqual(wanted);
      }),
      runs(1500),
    );
  });
});
