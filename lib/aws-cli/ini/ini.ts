/** A value of a section: a text, or the indented pairs below a key without one. */
export type IniValue = string | ReadonlyMap<string, string>;

export type IniSection = ReadonlyMap<string, IniValue>;

const SECTION = /^\[([^\]]+)\]/;
const PAIR = /^([^:=\s][^:=]*?)\s*[:=]\s*(.*)$/;

/**
 * Reads a file of settings, as the AWS CLI does. Null: a line is neither a section nor a pair, or something is there twice.
 * @param nested false if indented pairs are a text, as in the file of aliases
 */
export function readIni(text: string, { nested = true } = {}): ReadonlyMap<string, IniSection> | null {
  const sections = new Map<string, Map<string, string[]>>();
  let section: Map<string, string[]> | null = null;
  let lines: string[] | null = null;
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed === '' || /^[#;]/.test(trimmed)) continue;
    if (lines && /^\s/.test(line)) {
      lines.push(trimmed);
      continue;
    }
    const name = SECTION.exec(trimmed)?.[1];
    if (name !== undefined) {
      if (sections.has(name)) return null;
      section = new Map();
      sections.set(name, section);
      lines = null;
      continue;
    }
    const [, key, value = ''] = PAIR.exec(trimmed) ?? [];
    if (!section || key === undefined || section.has(key.toLowerCase())) return null;
    lines = [value];
    section.set(key.toLowerCase(), lines);
  }
  return new Map(
    [...sections].map(([name, pairs]) => [
      name,
      new Map([...pairs].map(([key, lines]) => [key, nested ? valueOfLines(lines) : lines.join('\n')])),
    ]),
  );
}

function valueOfLines([first = '', ...rest]: readonly string[]): IniValue {
  const pairs = rest.map((line) => PAIR.exec(line));
  if (first !== '' || rest.length === 0 || pairs.includes(null)) return [first, ...rest].join('\n');
  return new Map(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

/** A new value of a key: a text, or one pair below it. */
export type NewValue = string | readonly [key: string, value: string];

/** Returns a file of settings with new values. Comments, order and other values stay. A section that is not there is added at the end. */
export function updateIni(text: string, section: string, changes: ReadonlyMap<string, NewValue>): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const begin = lines.findIndex((line) => SECTION.exec(line.trim())?.[1] === section);
  if (begin === -1) return `${[...lines, `[${section}]`, ...[...changes].flatMap(linesOf)].join('\n')}\n`;
  const next = lines.findIndex((line, i) => i > begin && SECTION.test(line.trim()));
  const end = next === -1 ? lines.length : next;
  const body = lines.slice(begin + 1, end);
  for (const [key, value] of changes) change(body, key, value);
  return `${[...lines.slice(0, begin + 1), ...body, ...lines.slice(end)].join('\n')}\n`;
}

const linesOf = ([key, value]: readonly [string, NewValue]): string[] =>
  typeof value === 'string' ? [`${key} = ${value}`] : [`${key} =`, `    ${value[0]} = ${value[1]}`];

const keyOf = (line: string): string | undefined => PAIR.exec(line.trim())?.[1];

/** Changes the lines of a section. */
function change(body: string[], key: string, value: NewValue): void {
  const at = body.findIndex((line) => !/^\s/.test(line) && keyOf(line) === key);
  if (at === -1) {
    const last = body.findLastIndex((line) => line.trim() !== '');
    body.splice(last + 1, 0, ...linesOf([key, value]));
    return;
  }
  const after = body.findIndex((line, i) => i > at && !/^\s+\S/.test(line));
  const end = after === -1 ? body.length : after;
  if (typeof value === 'string') {
    body.splice(at, end - at, `${key} = ${value}`);
    return;
  }
  const [name, inner] = value;
  const line = `    ${name} = ${inner}`;
  const old = body.findIndex((one, i) => i > at && i < end && keyOf(one) === name);
  if (old === -1) body.splice(end, 0, line);
  else body[old] = line;
}
