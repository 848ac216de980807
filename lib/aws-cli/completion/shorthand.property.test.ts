import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InputValue, isInputDict, isInputList } from '../input/input-value';
import { readShorthand } from '../input/shorthand';
import { isServiceCommand, loadService, SERVICE_COMMANDS } from '../model/commands';
import type { CliOperation, CliService } from '../model/model';
import { shorthandValues } from './shorthand-values';

const COMMANDS = Object.keys(SERVICE_COMMANDS).filter(isServiceCommand);
const none = async () => null;

/** The members of an operation's input that take shorthand. */
function containers(service: CliService, operation: CliOperation): { member: string; shape: string }[] {
  const input = service.shapes[operation.input ?? ''];
  return (input?.type === 'structure' ? input.members : []).flatMap(({ name: member, shape }) => {
    const outer = service.shapes[shape];
    const inner = outer?.type === 'list' ? service.shapes[outer.item] : outer;
    const takes = inner?.type === 'map' || (inner?.type === 'structure' && !inner.document);
    return takes ? [{ member, shape }] : [];
  });
}

/** Writes random words of shorthand for a shape, and notes where a key or one of the choices begins. */
class Writer {
  text = '';
  readonly facts: { at: number; wanted: string }[] = [];

  constructor(
    private readonly service: CliService,
    private readonly next: (most: number) => number,
  ) {}

  keys(name: string, depth = 0): void {
    const shape = this.service.shapes[name];
    if (shape?.type === 'map') {
      const { key, value } = shape;
      const choices = choicesOf(this.service, key) ?? ['one', 'two'];
      for (const each of this.some(choices)) this.pair(each, value, depth, choicesOf(this.service, key) !== undefined);
    }
    if (shape?.type !== 'structure') return;
    for (const { name: each, shape: value } of this.some(shape.members)) this.pair(each, value, depth, true);
  }

  private pair(key: string, shape: string, depth: number, isNoted: boolean): void {
    if (this.text !== '' && !/[{,]$/.test(this.text)) this.text += ',';
    if (isNoted) this.facts.push({ at: this.text.length, wanted: `${key}=` });
    this.text += `${key}=`;
    this.value(shape, depth);
  }

  private value(name: string, depth: number): void {
    const shape = this.service.shapes[name];
    if (shape?.type === 'list') {
      if (!isContainer(this.service, shape.item)) this.words(shape.item, depth);
      else if (depth < 3) this.inMarks('[', ']', () => this.inMarks('{', '}', () => this.keys(shape.item, depth + 1)));
      else this.text += '[]';
    } else if (isContainer(this.service, name)) {
      if (depth < 3) this.inMarks('{', '}', () => this.keys(name, depth + 1));
      else this.text += '{}';
    } else this.word(name);
  }

  /** Writes the words of a list, with or without brackets. */
  private words(item: string, depth: number): void {
    const count = 1 + this.next(2);
    // Several words in braces need brackets.
    const inBrackets = this.next(1) === 1 || (count > 1 && depth > 0);
    if (inBrackets) this.text += '[';
    for (let i = 0; i < count; i++) {
      if (i > 0) this.text += ',';
      this.word(item);
    }
    if (inBrackets) this.text += ']';
  }

  private word(name: string): void {
    const choices = this.service.shapes[name]?.type === 'boolean' ? ['true', 'false'] : choicesOf(this.service, name);
    const word = choices ? (choices[this.next(choices.length - 1)] ?? '') : ['x', `"a, b"`, 'a\\,b', "'it is'"][this.next(3)];
    if (choices && !/[^\w./:-]/.test(word ?? '')) this.facts.push({ at: this.text.length, wanted: word ?? '' });
    this.text += choices && /[^\w./:-]/.test(word ?? '') ? 'x' : word;
  }

  private inMarks(open: string, close: string, write: () => void): void {
    this.text += open;
    write();
    this.text += close;
  }

  /** Returns one or more of the items, in another order. */
  private some<Item>(items: readonly Item[]): Item[] {
    const left = [...items];
    const chosen: Item[] = [];
    for (let count = 1 + this.next(3); count > 0 && left.length > 0; count--)
      chosen.push(...left.splice(this.next(left.length - 1), 1));
    return chosen;
  }
}

const isContainer = (service: CliService, name: string): boolean => {
  const shape = service.shapes[name];
  return shape?.type === 'map' || (shape?.type === 'structure' && !shape.document);
};

function choicesOf(service: CliService, name: string): readonly string[] | undefined {
  const shape = service.shapes[name];
  return shape?.type === 'string' ? shape.choices : undefined;
}

/** Lists the keys of a value that its shape does not have. */
function unknownKeys(service: CliService, name: string, value: InputValue): string[] {
  const shape = service.shapes[name];
  if (shape?.type === 'list') {
    return (isInputList(value) ? [...value] : [value]).flatMap((one) => unknownKeys(service, shape.item, one));
  }
  if (!isInputDict(value)) return [];
  return [...value].flatMap(([key, item]) => {
    if (shape?.type === 'map') return unknownKeys(service, shape.value, item);
    const member = shape?.type === 'structure' ? shape.members.find((one) => one.name === key) : undefined;
    return member ? unknownKeys(service, member.shape, item) : [`${name}.${key}`];
  });
}

describe.each(COMMANDS)('shorthand of aws %s', (command) => {
  test('is completed key by key and choice by choice, at every depth', async () => {
    const service = await loadService(command);
    const options = service.operations
      .filter(({ available }) => available)
      .flatMap((operation) => containers(service, operation).map((one) => ({ operation, ...one })));
    if (options.length === 0) return;
    const written = fc.record({
      option: fc.constantFrom(...options),
      numbers: fc.array(fc.nat({ max: 999 }), { maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(written, async ({ option: { operation, shape }, numbers }) => {
        const outer = service.shapes[shape];
        const inner = outer?.type === 'list' ? outer.item : shape;
        let at = 0;
        const writer = new Writer(service, (most) => (numbers[at++] ?? 0) % (most + 1));
        writer.keys(inner);
        const { text, facts } = writer;
        // The command reads the text, so its completions are those of a text that is right.
        expect(unknownKeys(service, inner, await readShorthand(text, none)), text).toEqual([]);
        const question = { service, operation, shape, given: new Map(), list: async () => [] };
        for (const { at: from, wanted } of facts) {
          for (const typed of [0, 1, wanted.length - 1]) {
            const word = text.slice(0, from) + wanted.slice(0, typed);
            const offered = (await shorthandValues({ ...question, word })).map(({ value }) => value);
            expect(offered, word).toContain(text.slice(0, from) + wanted);
            expect(offered.filter((value) => !value.startsWith(text.slice(0, from)))).toEqual([]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
