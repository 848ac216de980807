import type { CliMember, CliService, CliShape } from '../model/model';

type Shapes = Pick<CliService, 'shapes'>;

/** A place in a word of shorthand where the typed part can go on. */
export type ShorthandPlace = {
  /** The index at which that part begins. */
  from: number;
  /** The structure or map around it. Its keys that are there already have their texts. */
  given: ReadonlyMap<string, string>;
} & (
  | { at: 'key'; container: CliShape }
  /** The value of a key. `member` is absent in a map. */
  | { at: 'value'; key: string; member?: string; shape: string }
);

const KEY = /[A-Za-z0-9\-_.#/:]*/y;
/** The deepest nesting that is followed. */
const DEEPEST = 20;

/**
 * Returns the places at the end of a word of shorthand, such as `Name=tag:env,Values=`. There are none in JSON, in quotation marks and
 * where the model says nothing.
 */
export function shorthandPlaces(service: Shapes, shape: string, word: string): readonly ShorthandPlace[] {
  const outer = service.shapes[shape];
  const name = outer?.type === 'list' ? outer.item : shape;
  if (!isContainer(service.shapes[name]) || /^\s*[[{]/.test(word)) return [];
  return new Places(service, word).inContainer(name, '');
}

const isContainer = (shape: CliShape | undefined): shape is Extract<CliShape, { type: 'structure' | 'map' }> =>
  shape?.type === 'map' || (shape?.type === 'structure' && !shape.document);

class Places {
  private at = 0;
  private depth = 0;
  private found: readonly ShorthandPlace[] | null = null;

  constructor(
    private readonly service: Shapes,
    private readonly word: string,
  ) {}

  /** Reads keys and values up to the closing mark, or up to the end of the word for `''`. */
  inContainer(name: string, closing: string): readonly ShorthandPlace[] {
    this.container(name, closing);
    return this.found ?? [];
  }

  /** Returns true if the container was closed, and reading goes on. */
  private container(name: string, closing: string): boolean {
    const container = this.service.shapes[name];
    if (!isContainer(container) || ++this.depth > DEEPEST) return this.stop();
    const given = new Map<string, string>();
    if (closing !== '' && this.char() === closing) return this.close();
    for (;;) {
      const from = this.at;
      const key = this.key();
      if (this.isEnd()) return this.stop({ at: 'key', from, given, container });
      if (this.char() === '@') this.at++;
      if (this.char() !== '=') return this.stop();
      this.at++;
      const member = memberOf(container, key);
      const shape = container.type === 'map' ? container.value : member?.shape;
      if (shape === undefined) return this.stop();
      const valueFrom = this.at;
      if (!this.value(shape, { key, given, container, ...(member && { member: member.name }) }, closing)) return false;
      given.set(key, this.word.slice(valueFrom, this.at));
      if (closing !== '' && this.char() === closing) return this.close();
      if (this.char() !== ',') return this.stop();
      this.at++;
    }
  }

  private close(): true {
    this.at++;
    this.depth--;
    return true;
  }

  /** Reads a value: in brackets, in braces, or words with commas. */
  private value(shape: string, owner: Owner, closing: string): boolean {
    const found = this.service.shapes[shape];
    if (this.char() === '{') {
      this.at++;
      return this.container(shape, '}');
    }
    if (this.char() === '[') {
      this.at++;
      return found?.type === 'list' ? this.items(found.item, owner) : this.stop();
    }
    const scalar = found?.type === 'list' ? found.item : shape;
    for (;;) {
      const from = this.at;
      if (!this.text(closing)) return this.stop();
      if (this.isEnd()) return this.stop(...this.endOfWords(shape, scalar, from, owner));
      // The words of a list go on unless a key follows. In braces, they need brackets.
      if (this.char() !== ',' || found?.type !== 'list' || closing !== '' || this.keyFollows()) return true;
      this.at++;
    }
  }

  private endOfWords(shape: string, scalar: string, from: number, owner: Owner): ShorthandPlace[] {
    const { key, given, container, member } = owner;
    const value = { at: 'value', key, given, ...(member !== undefined && { member }) } as const;
    if (this.word[from - 1] !== ',') return [{ ...value, from, shape }];
    const before = new Map([...given, [key, '']]);
    // After a comma, another word of the list or a key may follow.
    return [
      { ...value, from, shape: scalar },
      { at: 'key', from, given: before, container },
    ];
  }

  /** Reads the items of a list in brackets. */
  private items(item: string, owner: Owner): boolean {
    for (;;) {
      if (this.char() === ']') {
        this.at++;
        return true;
      }
      if (this.char() === '{') {
        this.at++;
        if (!this.container(item, '}')) return false;
      } else {
        const from = this.at;
        const { key, given, member } = owner;
        if (!this.text(']')) return this.stop();
        if (this.isEnd())
          return this.stop({ at: 'value', key, given, from, shape: item, ...(member !== undefined && { member }) });
      }
      if (this.char() === ',') this.at++;
      else if (this.char() !== ']') return this.stop();
    }
  }

  /** Reads a word up to a comma or the closing mark. Returns false in quotation marks that are open. */
  private text(closing: string): boolean {
    const quote = this.char();
    if (quote === '"' || quote === "'") {
      for (this.at++; this.char() !== quote; this.at++) {
        if (this.char() === '\\') this.at++;
        if (this.isEnd()) return false;
      }
      this.at++;
      return !this.isEnd();
    }
    while (!this.isEnd() && this.char() !== ',' && (closing === '' || this.char() !== closing)) {
      if (this.char() === '\\') this.at++;
      this.at++;
    }
    return this.at <= this.word.length;
  }

  /** True if the text after the comma here is a key with its sign. */
  private keyFollows(): boolean {
    return /^,[A-Za-z0-9\-_.#/:]+\s*@?=/.test(this.word.slice(this.at));
  }

  private key(): string {
    KEY.lastIndex = this.at;
    const [key = ''] = KEY.exec(this.word) ?? [];
    this.at += key.length;
    return key;
  }

  private char = (): string => this.word[this.at] ?? '';
  private isEnd = (): boolean => this.at >= this.word.length;

  private stop(...places: readonly ShorthandPlace[]): false {
    this.found ??= places;
    return false;
  }
}

type Owner = { key: string; given: ReadonlyMap<string, string>; container: CliShape; member?: string };

function memberOf(container: CliShape, key: string): CliMember | undefined {
  return container.type === 'structure' ? container.members.find(({ name }) => name === key) : undefined;
}
