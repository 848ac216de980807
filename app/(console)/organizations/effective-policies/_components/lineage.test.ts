import { expect, it } from 'vitest';
import { fieldTable } from './fields';
import { childrenMay, groupOperations, ignoredText, lineageOf } from './lineage';
import { addedBy, type Chosen, currentChosen, firstChosen, takenBy } from './node-policy';
import { SAMPLE } from './testing/sample-policy';

const VALUE = ['tags', 'costcenter', 'tag_value'];
const OWN = { NodeId: '111122223333', PolicyId: 'p-own' };

function rolesOf(chosen: Chosen) {
  return lineageOf(SAMPLE, chosen).map(({ level, steps }) => [
    level.Name,
    ...steps.map(({ number, role, text }) => `${number} ${role}: ${text}`),
  ]);
}

it('numbers the operators at a setting, and says which one gave the value', () => {
  expect(rolesOf({ path: VALUE, value: 'CC-3', source: { ...OWN, Operator: '@@append' }, gone: false })).toEqual([
    ['Root', '1 rule: Sets CC-1, CC-2. Children may append and remove only.'],
    ['Workloads'],
    [
      'payments',
      '2 ignored: Sets CC-9. Ignored because of step 1.',
      '3 source: Appends CC-3. This is the source.',
      '4 other: Removes CC-2.',
    ],
  ]);
});

it('says which operator took a value away', () => {
  const steps = rolesOf({ path: VALUE, value: 'CC-2', source: { ...OWN, Operator: '@@remove' }, gone: true }).flat();
  expect(steps.at(-1)).toBe('4 source: Removes CC-2. This takes the value away.');
});

it('gives no role to operators of a value without a source', () => {
  const steps = lineageOf(SAMPLE, { path: VALUE, value: 'CC-1', source: null, gone: false }).flatMap((level) => level.steps);
  expect(steps.map(({ role }) => role)).toEqual(['rule', 'ignored', 'other', 'other']);
});

it('says what a control leaves to children, and why an operator is ignored', () => {
  expect(
    [null, [], ['@@append' as const], ['@@assign' as const, '@@append' as const, '@@remove' as const]].map(childrenMay),
  ).toEqual([null, 'no change', 'append only', null]);
  const ignored = SAMPLE.Levels[2]?.Policies[0]?.Operations[0];
  if (!ignored) throw new Error('the sample has an ignored operator');
  expect(ignoredText(SAMPLE, ignored)).toEqual({ by: 'TagStandard', text: 'lets children append and remove values only.' });
  const hidden = { ...ignored, Ignored: { Reason: 'ASSIGNED_EARLIER' as const, By: null } };
  expect(ignoredText(SAMPLE, hidden)?.by).toBe(null);
});

it('has a row for each tag key, and for each setting of other types', () => {
  expect(fieldTable(SAMPLE)).toMatchObject({
    columns: ['Allowed values', 'Enforced for'],
    rows: [{ name: 'CostCenter', note: 'spelling is locked' }],
    plain: [],
  });
  expect(fieldTable({ ...SAMPLE, PolicyType: 'S3_POLICY' }).rows.map(({ name }) => name)).toEqual([
    'costcenter › tag_key',
    'costcenter › tag_value',
  ]);
});

it('folds tag keys that allow any value and are not enforced', () => {
  const Settings = Array.from({ length: 5 }, (_, index) => ({
    Path: ['tags', `key${index}`, 'tag_value'],
    List: true,
    Values: [{ Value: '*', Source: null, IsDefault: true }],
    Gone: [],
    AllowedForChildren: [],
  }));
  const table = fieldTable({ ...SAMPLE, Settings: [...SAMPLE.Settings, ...Settings] });
  expect([table.rows.length, table.plain.length]).toEqual([1, 5]);
});

it('marks what a draft adds and takes away', () => {
  const [key, value] = SAMPLE.Settings;
  if (!key || !value) throw new Error('the sample has two settings');
  const Draft = { Faults: [], Accounts: 1, Changed: 1, BecomeInvalid: 0, BecomeValid: 0, Affected: [] };
  const drafted = {
    ...SAMPLE,
    Draft,
    Settings: [key, { ...value, Values: [{ Value: 'CC-7', Source: null, IsDefault: false }] }],
  };
  const isAdded = addedBy(drafted, SAMPLE);
  expect([isAdded(VALUE, 'CC-7'), isAdded(key.Path, 'CostCenter')]).toEqual([true, false]);
  expect([...takenBy(drafted, SAMPLE).values()]).toEqual([['CC-1', 'CC-3']]);
});

it('keeps the chosen value only while the policy has it', () => {
  const first = firstChosen(SAMPLE);
  expect(first?.value).toBe('CC-1');
  expect(currentChosen(SAMPLE, first)).toEqual(first);
  expect(currentChosen({ ...SAMPLE, Settings: [] }, first)).toBe(null);
});

it('folds equal operators under different names, except for kept and ignored ones', () => {
  const [operation] = SAMPLE.Levels[0]?.Policies[0]?.Operations ?? [];
  if (!operation) throw new Error('the sample has an operator');
  const equal = Array.from({ length: 6 }, (_, index) => ({ ...operation, Path: ['tags', `key${index}`, 'tag_value'] }));
  const [first, ...rest] = equal;
  expect(groupOperations([operation, ...equal], () => false).map((group) => group.length)).toEqual([1, 6]);
  expect(groupOperations(equal, (each) => each === first).map((group) => group.length)).toEqual([1, 5]);
  expect(groupOperations(rest.slice(1), () => false)).toHaveLength(4);
});
