/** A shape of tag policy that takes much work, up to a number of characters. `index` makes documents differ. */
export type HostileDocument = { name: string; document: (characters: number, index: number) => string };

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

/** Returns the largest tag policy with members of a kind that fits. */
function fill(characters: number, member: (at: number) => readonly [name: string, rule: object]): string {
  const members: string[] = [];
  for (let at = 0, size = 12; ; at++) {
    const [name, rule] = member(at);
    const text = `${JSON.stringify(name)}:${JSON.stringify(rule)}`;
    size += text.length + 1;
    if (size > characters) return `{"tags":{${members.join()}}}`;
    members.push(text);
  }
}

/** Returns a tag policy with one rule that has as many values as fit. */
function values(characters: number, operator: string, textOf: (at: number) => string): string {
  const around = JSON.stringify({ tags: { k: { tag_value: { [operator]: [] } } } }).length;
  const items: string[] = [];
  for (let at = 0, size = around; ; at++) {
    const text = JSON.stringify(textOf(at));
    size += text.length + 1;
    if (size > characters) return `{"tags":{"k":{"tag_value":{"${operator}":[${items.join()}]}}}}`;
    items.push(text);
  }
}

const CONTROLLED = { '@@operators_allowed_for_child_policies': ['@@append', '@@remove'] };

export const HOSTILE_DOCUMENTS: readonly HostileDocument[] = [
  { name: 'as many keys as fit', document: (most, index) => fill(most, (at) => [`k${index}x${at}`, {}]) },
  { name: 'the same keys everywhere', document: (most) => fill(most, (at) => [`k${at}`, { tag_value: { '@@append': ['a'] } }]) },
  {
    name: 'controls everywhere',
    document: (most, index) =>
      fill(most, (at) => [`k${at}`, { tag_value: { '@@append': [`v${index}`], ...CONTROLLED }, ...CONTROLLED }]),
  },
  { name: 'as many values as fit', document: (most, index) => values(most, '@@append', (at) => `${index}${at}`) },
  {
    name: 'values that come and go',
    document: (most, index) => values(most, index % 2 ? '@@remove' : '@@append', (at) => `v${at}`),
  },
  {
    name: 'names of members of prototypes',
    document: (most, index) =>
      fill(most, (at) => [
        NAMES[at] ?? `${NAMES[at % NAMES.length]}${at}`,
        { tag_value: { '@@append': [`${NAMES[index % NAMES.length]}`] } },
      ]),
  },
];
