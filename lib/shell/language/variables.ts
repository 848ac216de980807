import { calculate, type Numbers } from './arithmetic';
import { LIMITS, LimitReached } from './budget';
import { FatalShellError, type ShellState, type Variable } from './state';

const NEW: Variable = { value: null, exported: false, readonly: false, integer: false };
export const MOST_ELEMENTS = 100_000;

/** Sets a variable. @throws FatalShellError if it is read-only */
export function setVariable(state: ShellState, name: string, value: string, { append = false } = {}): void {
  setElement(state, name, null, value, { append });
}

/** Sets a variable, or an element of it. An index of an indexed array is an expression. */
export function setElement(state: ShellState, name: string, index: string | null, value: string, { append = false } = {}): void {
  const variable = writable(state, name);
  const before = elementOf(state, name, variable, index);
  let text = value;
  if (variable.integer) {
    const numbers = numbersOf(state);
    text = String((append ? calculate(before ?? '', numbers) : 0n) + calculate(value, numbers));
  } else if (append) text = (before ?? '') + value;
  if (variable.letters) text = variable.letters === 'upper' ? text.toUpperCase() : text.toLowerCase();
  if (text.length > LIMITS.variableBytes) throw new FatalShellError(`${name}: a variable can have up to 1 MiB`);
  grow(state, text.length);
  if (variable.elements) {
    variable.elements.set(index ?? '0', text);
    if (variable.elements.size > MOST_ELEMENTS) throw new FatalShellError(`${name}: too many elements`);
    return;
  }
  if (index === null && !(variable.value instanceof Map)) {
    variable.value = text;
    if (state.options.allexport) variable.exported = true;
    return;
  }
  if (!(variable.value instanceof Map)) variable.value = new Map(variable.value === null ? [] : [[0, variable.value]]);
  variable.value.set(place(state, name, variable.value, index ?? '0'), text);
  if (variable.value.size > MOST_ELEMENTS) throw new FatalShellError(`${name}: too many elements`);
}

const COUNTED_AFTER = 16 << 20;

/** Refuses variables that are too large together. Only new text makes them grow, so their sum is taken rarely. */
function grow({ growth, variables }: ShellState, characters: number): void {
  growth.characters += characters + 32;
  if (growth.characters < COUNTED_AFTER) return;
  growth.characters = 0;
  if (sizeOfVariables(variables.values()) > LIMITS.variablesBytes)
    throw new LimitReached('the line was stopped: its variables have more than 64 MiB.');
}

/** Returns the characters of variables, with some for each element. */
export function sizeOfVariables(variables: Iterable<Variable>): number {
  let size = 0;
  for (const { value, elements } of variables) {
    if (typeof value === 'string') size += value.length;
    for (const one of [...(value instanceof Map ? value.values() : []), ...(elements?.values() ?? [])]) size += one.length + 8;
  }
  return size;
}

/** Replaces the elements of an array, or appends to them. */
export function setArray(
  state: ShellState,
  name: string,
  items: readonly { index?: string; value: string }[],
  { append = false } = {},
): void {
  const variable = writable(state, name);
  if (variable.elements) {
    if (!append) variable.elements = new Map();
    for (const { index, value } of items) setElement(state, name, index ?? value, index === undefined ? '' : value);
    return;
  }
  // A list that grows keeps its map, because a loop can append to it often.
  const elements = append ? toList(variable) : new Map<number, string>();
  let next = endOf(elements);
  if (items.length + elements.size > MOST_ELEMENTS) throw new FatalShellError(`${name}: too many elements`);
  for (const { index, value } of items) {
    if (index !== undefined) next = place(state, name, elements, index);
    grow(state, value.length);
    elements.set(next, variable.integer ? String(calculate(value, numbersOf(state))) : value);
    next += 1;
  }
  variable.value = elements;
}

/** Returns a variable for a change, and makes it if there is none. */
export function writable(state: ShellState, name: string): Variable {
  const known = state.variables.get(name);
  if (known?.readonly) throw new FatalShellError(`${name}: readonly variable`);
  if (known) return known;
  const made = { ...NEW };
  state.variables.set(name, made);
  return made;
}

/** Returns the letters of a variable's attributes, as `declare` takes them. */
export function attributesOf(variable: Variable): string {
  const letters = [
    variable.value instanceof Map && 'a',
    variable.elements && 'A',
    variable.integer && 'i',
    variable.letters === 'lower' && 'l',
    variable.readonly && 'r',
    variable.letters === 'upper' && 'u',
    variable.exported && 'x',
  ];
  return letters.filter(Boolean).join('');
}

/** Returns the values of an array in order. */
export function elementsOf(state: ShellState, name: string): string[] {
  return keysAndValues(state, name).map(([, value]) => value);
}

export function keysAndValues(state: ShellState, name: string): [string, string][] {
  const variable = found(state, name);
  if (!variable) return [];
  if (variable.elements) return [...variable.elements];
  return [...toList(variable)].sort(([left], [right]) => left - right).map(([key, value]) => [String(key), value]);
}

/** Returns a variable. The statuses of the last pipe are an array. */
function found(state: ShellState, name: string): Variable | undefined {
  if (name !== 'PIPESTATUS') return state.variables.get(name);
  return { ...NEW, value: new Map(state.pipeStatus.map((status, at) => [at, String(status)])) };
}

export function element(state: ShellState, name: string, index: string): string | null {
  const variable = found(state, name);
  return variable ? elementOf(state, name, variable, index) : null;
}

export function removeElement(state: ShellState, name: string, index: string): void {
  const variable = state.variables.get(name);
  if (!variable) return;
  if (variable.readonly) throw new FatalShellError(`${name}: readonly variable`);
  if (variable.elements) variable.elements.delete(index);
  else if (variable.value instanceof Map) variable.value.delete(place(state, name, variable.value, index));
}

/** Hides a variable until the running function ends. */
export function makeLocal(state: ShellState, name: string): Variable {
  const frame = state.locals.at(-1);
  const before = state.variables.get(name);
  if (frame?.has(name) && before) return before;
  frame?.set(name, before ?? null);
  const made = { ...NEW, exported: before?.exported ?? false };
  state.variables.set(name, made);
  return made;
}

/** Returns the variables for expressions. */
export function numbersOf(state: ShellState): Numbers {
  return {
    effort: state.effort,
    get: (name, index) => {
      const value = index === null ? state.get(name) : element(state, name, trimIndex(index));
      if (value === null && state.options.nounset) throw new FatalShellError(`${name}: unbound variable`);
      return value ?? '';
    },
    set: (name, index, value) => setElement(state, name, index === null ? null : trimIndex(index), value),
  };
}

function trimIndex(index: string): string {
  return index.trim().replace(/^(["'])(.*)\1$/, '$2');
}

function toList(variable: Variable): Map<number, string> {
  if (variable.value instanceof Map) return variable.value;
  return new Map(variable.value === null ? [] : [[0, variable.value]]);
}

function elementOf(state: ShellState, name: string, variable: Variable, index: string | null): string | null {
  if (variable.elements) return variable.elements.get(index ?? '0') ?? null;
  if (index === null) return variable.value instanceof Map ? (variable.value.get(0) ?? null) : variable.value;
  const list = toList(variable);
  return list.get(place(state, name, list, index)) ?? null;
}

/** Returns the index after the last element. */
function endOf(list: ReadonlyMap<number, string>): number {
  let end = 0;
  for (const key of list.keys()) if (key >= end) end = key + 1;
  return end;
}

function place(state: ShellState, name: string, list: ReadonlyMap<number, string>, index: string): number {
  let number = Number(calculate(index, numbersOf(state)));
  if (number < 0) number += endOf(list);
  if (number < 0) throw new FatalShellError(`${name}[${index}]: bad array subscript`);
  return number;
}
