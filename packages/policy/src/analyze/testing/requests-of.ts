import { parseDate } from '../../condition/date';
import { parseIpRange } from '../../condition/ip';
import type { PreparedPolicy } from '../../evaluate/record';
import type { RequestContext } from '../../evaluate/types';
import { replaceVariables } from '../../match/template';
import { type ActionIndex, matchingActions } from '../actions/action-index';
import { countPositions, forEachPosition } from '../actions/action-set';
import { resourceTypesOfText } from '../actions/resource-types-of-text';

export type SampleRequest = { action: string; resource: string; context: RequestContext };

/** Returns a sequence of numbers from 0 up to 1 that follows from a seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Generates requests from policies: their actions, resources and condition values with filled-in wildcards, and neighboring values. Every
 * resource is valid for its action.
 */
export function requestsOf(
  policies: readonly PreparedPolicy[],
  index: ActionIndex,
  { seed, count, fixed = {} }: { seed: number; count: number; fixed?: RequestContext },
): SampleRequest[] {
  const random = randomOf(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const statements = policies.flatMap(({ policy }) => policy.statements);
  const actions = [...actionsOf(statements, index, pick)];
  const resources = [...resourcesOf(statements)];
  const on = new Map(actions.map((action) => [action, resources.filter((resource) => isCalledOn(index, action, resource))]));
  const values = valuesByKey(statements);
  const called = actions.filter((action) => (on.get(action)?.length ?? 0) > 0);
  const requests: SampleRequest[] = [];
  for (let made = 0; made < count && called.length > 0; made += 1) {
    const action = pick(called) ?? '';
    const context: Record<string, string | readonly string[]> = {};
    for (const [key, known] of values) {
      const roll = random();
      if (roll < 0.25 || Object.keys(fixed).some((name) => name.toLowerCase() === key)) continue;
      const some = [pick(known.values) ?? 'x', pick(known.values) ?? 'y'];
      if (known.several && roll > 0.6) context[key] = some;
      else context[key] = known.several && roll > 0.5 ? [] : (some[0] ?? 'x');
    }
    requests.push({ action, resource: pick(on.get(action) ?? []) ?? '*', context: { ...context, ...fixed } });
  }
  return requests;
}

type Statements = PreparedPolicy['policy']['statements'];

function actionsOf(
  statements: Statements,
  index: ActionIndex,
  pick: <Item>(items: readonly Item[]) => Item | undefined,
): Set<string> {
  const names = new Set<string>();
  for (const { action } of statements) {
    for (const entry of action.entries) {
      const found: number[] = [];
      const set = matchingActions(index, [entry], false);
      if (countPositions(set) > 0) forEachPosition(set, (position) => void found.push(position));
      for (let i = 0; i < 12; i += 1) {
        const at = index.actions[pick(found) ?? -1];
        if (at) names.add(`${at.service}:${at.name}`);
      }
    }
  }
  for (let i = 0; i < 4; i += 1) {
    const other = pick(index.actions);
    if (other) names.add(`${other.service}:${other.name}`);
  }
  return names;
}

function resourcesOf(statements: Statements): Set<string> {
  const texts = new Set(['*', 'arn:aws:s3:::unnamed', 'arn:aws:s3:::unnamed/key', 'arn:aws:sqs:eu-north-1:111111111111:unnamed']);
  for (const { resource } of statements) {
    for (const { value } of resource?.entries ?? []) {
      const named = replaceVariables(value, 'maria');
      for (const [run, one] of [
        ['x', 'y'],
        ['b1', '1'],
        ['', 'z'],
      ] as const) {
        const text = named.replaceAll('*', run).replaceAll('?', one);
        for (const near of [text, `${text}z`, `${text}/z`, text.slice(0, -1)]) texts.add(near);
      }
    }
  }
  return texts;
}

function isCalledOn(index: ActionIndex, action: string, resource: string): boolean {
  const types = index.anyTypesOf[index.position(action) ?? -1] ?? [];
  if (resource === '*') return types.some((type) => index.types[type]?.type.arn === '*');
  if (!resource.startsWith('arn:')) return false;
  const found = new Set(resourceTypesOfText(index, resource));
  return types.some((type) => found.has(type));
}

type Known = { several: boolean; values: string[] };

function valuesByKey(statements: Statements): Map<string, Known> {
  const keys = new Map<string, Known>();
  for (const { operator, key, values } of statements.flatMap(({ conditions }) => conditions)) {
    const name = key.toLowerCase();
    const known = keys.get(name) ?? { several: operator.startsWith('For'), values: ['x', ''] };
    keys.set(name, known);
    known.several ||= operator.startsWith('For');
    for (const { value } of values) known.values.push(...near(operator, replaceVariables(value, 'maria')));
  }
  for (const { resource } of statements)
    for (const { value } of resource?.entries ?? [])
      if (/aws:ResourceTag/i.test(value)) keys.set('aws:resourcetag/team', { several: false, values: ['b1', 'x', 'maria'] });
  return keys;
}

/** Returns the values that match a condition, and neighboring ones. */
function near(operator: string, value: string): string[] {
  if (operator.includes('Numeric')) return [value, String(Number(value) + 1), String(Number(value) - 1), `${value}.5`];
  if (operator.includes('Date')) {
    const moment = parseDate(value);
    return moment === null ? [value] : [value, String(moment + 1), String(moment - 1)];
  }
  if (operator.includes('IpAddress')) return [value.split('/')[0] ?? value, ...edgesOf(value), '203.0.113.9'];
  if (operator.includes('Bool')) return ['true', 'false'];
  const text = value.replaceAll('*', 'q').replaceAll('?', 'p');
  return [text, `${text}z`, value.replaceAll('*', '').replaceAll('?', '1'), text.toUpperCase()];
}

function edgesOf(range: string): string[] {
  const read = parseIpRange(range);
  if (read === null || read.address.length !== 2) return [];
  const [high = 0, low = 0] = read.address;
  const whole = high * 65_536 + low;
  const size = 2 ** (32 - read.prefix);
  const first = Math.floor(whole / size) * size;
  return [first - 1, first, first + size - 1, first + size].flatMap((at) => (at < 0 || at > 4_294_967_295 ? [] : [ipText(at)]));
}

const ipText = (at: number) => [24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join('.');
