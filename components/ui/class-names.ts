import { type ClassValue, clsx } from 'clsx';

/** Joins class names; of two that set the same property in the same state, the later wins. */
export function classNames(...values: ClassValue[]): string {
  const names = clsx(values).split(/\s+/);
  const set = new Map<string, true>();
  const kept: string[] = [];
  for (const name of names.reverse()) {
    const [, state = '', utility = ''] = /^((?:[^:[(]|\[[^\]]*\]|\([^)]*\))*:)?(.*)$/.exec(name) ?? [];
    const keys = propertiesOf(utility).map((property) => state + property);
    if (keys.length > 0 && keys.every((key) => set.has(key))) continue;
    for (const key of keys) set.set(key, true);
    kept.push(name);
  }
  return kept.reverse().join(' ');
}

const X = ['l', 'r'];
const Y = ['t', 'b'];
const SIDES: Readonly<Record<string, readonly string[]>> = {
  '': [...X, ...Y],
  x: X,
  y: Y,
  l: ['l'],
  r: ['r'],
  t: ['t'],
  b: ['b'],
};
const INSETS: Readonly<Record<string, readonly string[]>> = {
  inset: SIDES[''] ?? [],
  'inset-x': X,
  'inset-y': Y,
  left: ['l'],
  right: ['r'],
  top: ['t'],
  bottom: ['b'],
};
const SIZES = '2xs|xs|sm|base|lg|xl|\\[[\\d.]+(?:rem|px)\\]';

type Rule = readonly [pattern: RegExp, properties: (...groups: string[]) => readonly string[]];

/** The properties that utilities set: the first matching rule applies. Unmatched ones are always kept. */
const RULES: readonly Rule[] = [
  [/^(?:block|inline|inline-block|flex|inline-flex|grid|inline-grid|table|contents|hidden)$/, () => ['display']],
  [/^(?:static|fixed|absolute|relative|sticky)$/, () => ['position']],
  [/^(?:underline|no-underline|line-through)$/, () => ['decoration']],
  [/^(?:uppercase|lowercase|capitalize|normal-case)$/, () => ['case']],
  [/^-?([pm])([xylrtb]?)-./, (kind = '', side = '') => sides(kind, SIDES[side])],
  [/^-?(inset(?:-[xy])?|left|right|top|bottom)-./, (place = '') => sides('inset', INSETS[place])],
  [/^size-./, () => ['w', 'h']],
  [/^gap-([xy])-./, (axis = '') => [`gap-${axis}`]],
  [/^gap-./, () => ['gap-x', 'gap-y']],
  [/^break-(after|before|inside)-./, (place = '') => [`break-${place}`]],
  [/^overflow-([xy])-./, (axis = '') => [`overflow-${axis}`]],
  [/^overflow-./, () => ['overflow-x', 'overflow-y']],
  [new RegExp(`^text-(?:${SIZES})$`), () => ['font-size', 'leading']],
  [/^text-(?:left|center|right)$/, () => ['text-align']],
  [/^text-(?:balance|pretty)$/, () => ['text-wrap']],
  [/^text-./, () => ['color']],
  [/^font-(?:sans|mono)$/, () => ['font-family']],
  [/^font-./, () => ['font-weight']],
  [/^rounded-([tb])-./, (side = '') => [`corner-${side}l`, `corner-${side}r`]],
  [/^rounded-([lr])-./, (side = '') => [`corner-t${side}`, `corner-b${side}`]],
  [/^rounded(?:-.|$)/, () => ['corner-tl', 'corner-tr', 'corner-bl', 'corner-br']],
  [/^flex-(?:row|col)(?:-reverse)?$/, () => ['flex-direction']],
  [/^flex-(?:wrap|nowrap)/, () => ['flex-wrap']],
  [/^flex-./, () => ['flex', 'basis', 'grow', 'shrink']],
  [/^(shrink|grow)(?:-.|$)/, (which = '') => [which]],
  [/^border-(?:collapse|separate)$/, () => ['border-collapse']],
  [/^border-(?:solid|dashed|dotted|none)$/, () => ['border-style']],
  [/^border-spacing-./, () => ['border-spacing']],
  [/^border(?:-([xylrtb]))?(?:-\d)?$/, (side = '') => sides('border-width', SIDES[side])],
  [/^border-([xylrtb])-./, (side = '') => sides('border-color', SIDES[side])],
  [/^border-./, () => sides('border-color', SIDES[''])],
  [/^outline(?:-\d)?$/, () => ['outline-width']],
  [/^outline-(?:none|dashed)$/, () => ['outline-style']],
  [/^-?outline-offset-./, () => ['outline-offset']],
  [/^outline-./, () => ['outline-color']],
  [/^ring(?:-\d|-\[[\d.]+px\])?$/, () => ['ring-width']],
  [/^ring-(?!offset|inset)[a-z]./, () => ['ring-color']],
  [/^shadow-(?:popup$|\[)/, () => ['shadow']],
  [/^(?:ring|shadow)(?:-|$)/, () => []],
  [/^stroke-(?:\d|\[)/, () => ['stroke-width']],
  [/^stroke-./, () => ['stroke']],
  [/^divide-[xy](?:-\d)?$/, () => []],
  [/^-?translate-([xy])-./, (axis = '') => [`translate-${axis}`]],
  [/^-?scroll-([pm])([xytrbl]?)-./, (kind = '', side = '') => sides(`scroll-${kind}`, SIDES[side])],
  // For all others, the part before the value is the property.
  [
    /^-?((?:min|max)-[wh]|[wh]|z|bg|fill|opacity|leading|tracking|items|justify|self|basis|order|cursor|whitespace|break|align|select|touch|animate|transition|rotate|space-[xy]|divide|list|line-clamp|grid-cols|col-span|col-start|row-start|underline-offset|decoration|pointer-events|content|appearance)-./,
    (property = '') => [property],
  ],
];

function sides(property: string, of: readonly string[] = []): string[] {
  return of.map((side) => `${property}-${side}`);
}

/** Bounded, because utilities come from the code. */
const known = new Map<string, readonly string[]>();

function propertiesOf(utility: string): readonly string[] {
  const before = known.get(utility);
  if (before) return before;
  const properties = propertiesByRule(utility);
  known.set(utility, properties);
  return properties;
}

function propertiesByRule(utility: string): readonly string[] {
  for (const [pattern, properties] of RULES) {
    const match = pattern.exec(utility);
    if (match) return properties(...match.slice(1));
  }
  return [];
}
