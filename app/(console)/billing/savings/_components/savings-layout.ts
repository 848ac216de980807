import { plural } from '@/lib/core/text/plural';
import { dollars, exactDollars, isZero } from '../../_components/amounts';
import { oneUnit } from '../../_components/units';
import { amountOf, type Dimension, lastTier, plainAmount, tierPart } from './savings-words';

// The layout of a chart, in pixels. Quantities and rates are floating-point numbers here. Amounts are the server's exact texts.

/** `ink` is the text style. On a tier, it is one that is readable there. */
type Ink = 'plain' | 'quiet' | 'strong' | 'saved' | 'more' | `tier-${number}`;
export type Label = { x: number; y: number; text: string; ink: Ink; anchor: 'start' | 'end'; rest?: string };
/** `kind` is a tier (from 0), saved, extra cost, or free. */
export type Box = {
  x: number;
  y: number;
  width: number;
  height: number;
  kind: number | 'saved' | 'more' | 'nothing';
  title: string;
};
/** From (x, y) downwards or to the right. */
export type Line = { x: number; y: number; length: number; kind: 'bound' | 'cut' | 'axis' };
export type Drawing = { width: number; height: number; boxes: Box[]; lines: Line[]; labels: Label[] };

/** Below this width, names and amounts are above the bars. */
const NARROW = 600;
const [NAMES, AMOUNTS] = [112, 84];
/** The space next to the bar for the saved amount. */
const BESIDE = 1.27;
const LINE = 16;
const ALONE_BAR = 14;
/** The average width of a letter of 12 px, and of a digit. */
const LETTER = 6.4;

export function textWidth(text: string): number {
  return text.length * LETTER;
}

/** Returns the text shortened to the available space, or null if nothing useful is left. */
function cutToFit(text: string, room: number): string | null {
  if (textWidth(text) <= room) return text;
  const letters = Math.floor(room / LETTER) - 1;
  return letters < 5 ? null : `${text.slice(0, letters).trimEnd()}…`;
}

const longestThatFits = (texts: readonly string[], room: number) => texts.find((text) => textWidth(text) <= room);

type Frame = { isNarrow: boolean; left: number; right: number; x: (quantity: number) => number; total: number; width: number };

/**
 * Lays out a dimension: all accounts together in a bar whose height is the price, and each account separately below it at the
 * same scale.
 */
export function layOut(dimension: Dimension, width: number): Drawing {
  const total = Number(dimension.Quantity);
  const isNarrow = width < NARROW;
  const [left, right] = isNarrow ? [0, 0] : [NAMES, AMOUNTS];
  const most = total * (isNarrow ? 1 : BESIDE);
  const frame: Frame = { isNarrow, left, right, total, width, x: (at) => left + ((width - left - right) * at) / most };
  const { heads, rows } = tierHeads(dimension, frame, most);
  const top = 4 + rows * LINE;
  const together = layOutTogether(dimension, frame, top);
  const alone = layOutAlone(dimension, frame, together.bottom);
  const bounds = reachedBounds(dimension).map(
    (bound): Line => ({ x: frame.x(bound), y: 4, length: (isNarrow ? together.bottom - 18 : alone.bottom) - 4, kind: 'bound' }),
  );
  return {
    width,
    height: alone.bottom + 2,
    boxes: [...together.boxes, ...alone.boxes],
    lines: [...bounds, ...together.lines],
    labels: [...heads.map((label) => ({ ...label, y: label.y + 4 })), ...together.labels, ...alone.labels],
  };
}

/** Returns the tier bounds that the accounts reach together. */
function reachedBounds(dimension: Dimension): number[] {
  return dimension.Tiers.slice(1, lastTier(dimension) + 1).map(({ From }) => Number(From));
}

/** Returns the tier headings: above the bar if they fit, otherwise left of their end or one line higher. */
function tierHeads(dimension: Dimension, { x, left, right, width }: Frame, most: number): { heads: Label[]; rows: number } {
  const shown = dimension.Tiers.map((tier, at) => ({ ...tier, at, from: Number(tier.From) })).filter(
    ({ from, at }) => from < most && at <= lastTier(dimension) + 1,
  );
  const heads: (Omit<Label, 'y'> & { row: number })[] = [];
  // The used space of each heading row, from right to left.
  const free = [width - right, width - right];
  for (const { at, from, Rate } of shown.reverse()) {
    const rate = exactDollars(Rate);
    const part = tierPart(dimension, at);
    const rests = [` a ${oneUnit(dimension.Unit)}, ${part}`, ` ${part}`, ''];
    const start = x(from) + (at === 0 ? 0 : 6);
    const row = [0, 1].find((each) => longestThatFits([`${rate} ${part}`], (free[each] ?? 0) - start) !== undefined) ?? 0;
    const room = (free[row] ?? 0) - start;
    const rest = rests.find((text) => textWidth(rate + text) <= room);
    const next = shown.find((tier) => tier.at === at + 1);
    const end = next ? x(next.from) - 5 : 0;
    if (at === 0 && row === 1 && left > 0 && textWidth(`${rate} ${part}`) <= end) {
      heads.push({ x: end, text: rate, rest: ` ${part}`, ink: 'strong', anchor: 'end', row: 0 });
    } else if (rest !== undefined) {
      heads.push({ x: start, text: rate, rest, ink: 'strong', anchor: 'start', row });
      free[row] = start - 8;
    }
  }
  const rows = 1 + Math.max(0, ...heads.map(({ row }) => row));
  return { heads: heads.map(({ row, ...head }) => ({ ...head, y: (rows - row) * LINE - 5 })), rows };
}

type Part = { name: string; tiers: readonly string[] };

function partsOf({ Accounts, Others }: Dimension): Part[] {
  const named = Accounts.map(({ AccountId, Name, Tiers }) => ({ name: Name ?? AccountId, tiers: Tiers }));
  return Others ? [...named, { name: othersName(Others.AccountCount), tiers: Others.Tiers }] : named;
}

const othersName = (count: number) => plural(count, 'other');

/** Higher if prices differ too little for visible steps. */
function barHeight({ Tiers, SavedAreas }: Dimension): number {
  const highest = Math.max(...Tiers.map(({ Rate }) => Number(Rate)));
  const step = Math.max(0, ...SavedAreas.map(({ Rate, AloneRate }) => Math.abs(Number(Rate) - Number(AloneRate))));
  return step > 0 && step / highest < 0.12 ? 112 : 64;
}

function layOutTogether(dimension: Dimension, frame: Frame, top: number) {
  const { x, isNarrow, left, width, total } = frame;
  const height = barHeight(dimension);
  const highest = Math.max(...dimension.Tiers.map(({ Rate }) => Number(Rate))) || 1;
  const base = top + height;
  const y = (rate: number) => base - (height * rate) / highest;
  const boxes: Box[] = [];
  const lines: Line[] = [{ x: left, y: base + 0.5, length: width - left - frame.right, kind: 'axis' }];
  const labels: Label[] = [];
  let at = 0;
  for (const [tier, { Rate }] of dimension.Tiers.entries()) {
    for (const { name, tiers } of partsOf(dimension)) {
      const text = tiers[tier] ?? '0';
      const quantity = Number(text);
      if (quantity === 0) continue;
      const box = { x: x(at), y: y(Number(Rate)), width: x(at + quantity) - x(at), height: base - y(Number(Rate)) };
      const amount = amountOf(text, dimension);
      boxes.push({ ...box, kind: tier, title: `${name}: ${amount} at ${exactDollars(Rate)} (${tierPart(dimension, tier)})` });
      if (at > 0 && box.width > 2) lines.push({ x: box.x, y: box.y, length: box.height, kind: 'cut' });
      labels.push(...sliceLabels(box, name, amount, tier));
      at += quantity;
    }
  }
  // Free or covered usage at the end: as wide as its quantity, without height.
  if (total - at > total * 1e-9) {
    const title = `${whatIsUnpaid(dimension)} cost nothing`;
    boxes.push({ x: x(at), y: base - 3, width: x(total) - x(at), height: 3, kind: 'nothing', title });
  }
  for (const area of dimension.SavedAreas) {
    const [rate, alone] = [Number(area.Rate), Number(area.AloneRate)];
    const from = Number(area.From);
    const box = { x: x(from), y: y(Math.max(rate, alone)), width: x(from + Number(area.Quantity)) - x(from) };
    const isMore = rate > alone;
    const title = `${isMore ? 'Extra cost' : 'Saved'}: ${dollars(area.Amount)}`;
    boxes.push({ ...box, height: Math.abs(y(rate) - y(alone)), kind: isMore ? 'more' : 'saved', title });
  }
  labels.push(...areaLabels(dimension, frame, y), ...ticks(dimension, frame, base));
  if (!isNarrow) {
    labels.push({ x: width, y: base - 24, text: 'Together', ink: 'quiet', anchor: 'end' });
    labels.push({ x: width, y: base - 8, text: dollars(dimension.Together), ink: 'strong', anchor: 'end' });
  }
  return { boxes, lines, labels, bottom: base + 18 };
}

function whatIsUnpaid(dimension: Dimension): string {
  const parts = [
    isZero(dimension.Free) ? '' : `${amountOf(dimension.Free, dimension)} of free usage`,
    isZero(dimension.Covered) ? '' : `${amountOf(dimension.Covered, dimension)} covered by reservations and plans`,
  ];
  return parts.filter(Boolean).join(' and ');
}

/** Returns the labels of a slice: name and quantity, or the one that fits. */
function sliceLabels(box: { x: number; y: number; width: number; height: number }, name: string, amount: string, tier: number) {
  const room = box.width - 12;
  const label = (text: string, up: number): Label => ({
    x: box.x + 7,
    y: box.y + box.height - up,
    text,
    ink: `tier-${tier}`,
    anchor: 'start',
  });
  const [fittingName, fits] = [cutToFit(name, room), textWidth(amount) <= room];
  if (fittingName !== null && fits && box.height >= 36) return [label(fittingName, 24), label(amount, 9)];
  if (textWidth(`${name} ${amount}`) <= room && box.height >= 16) return [label(`${name} ${amount}`, 5)];
  return fits && box.height >= 16 ? [label(amount, Math.min(9, box.height / 2 - 3))] : [];
}

/** Returns the labels of areas: next to the last one, and to the right of others if a line fits. */
function areaLabels(dimension: Dimension, { x, isNarrow, total }: Frame, y: (rate: number) => number): Label[] {
  const areas = dimension.SavedAreas;
  const labels: Label[] = [];
  areas.forEach((area, index) => {
    const [rate, alone] = [Number(area.Rate), Number(area.AloneRate)];
    const ink: Ink = rate > alone ? 'more' : 'saved';
    const [high, low] = [y(Math.max(rate, alone)), y(Math.min(rate, alone))];
    const end = x(Number(area.From) + Number(area.Quantity));
    const text = rate > alone ? `${dollars(area.Amount).replace('−', '')} more` : dollars(area.Amount);
    const rest = ` ${plainAmount(area.Quantity, dimension)} × ${rateDifference(area.AloneRate, area.Rate)}`;
    const isLast = index === areas.length - 1;
    const next = areas[index + 1];
    if (isNarrow) {
      const begin = x(Number(area.From));
      if (low - high >= 13 && textWidth(text) < end - begin - 8)
        labels.push({ x: begin + 5, y: (low + high) / 2 + 4, text, ink, anchor: 'start' });
    } else if (isLast) {
      labels.push({ x: x(total) + 8, y: high + 11, text, ink, anchor: 'start' });
      labels.push({ x: x(total) + 8, y: high + 27, text: rest.trim(), ink: 'quiet', anchor: 'start' });
    } else if (next && low - high >= 11) {
      const room = (y(Number(next.AloneRate)) > high + 1 ? x(total) : x(Number(next.From))) - end - 6;
      if (textWidth(text + rest) <= room) labels.push({ x: end + 6, y: high + 9, text, rest, ink, anchor: 'start' });
      else if (textWidth(text) <= room) labels.push({ x: end + 6, y: high + 9, text, ink, anchor: 'start' });
    }
  });
  return labels;
}

/** Returns the exact difference of two rates, in trillionths. */
function rateDifference(one: string, other: string): string {
  const pico = (text: string) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(12, '0'));
  };
  const difference = pico(one) - pico(other);
  const digits = (difference < 0n ? -difference : difference).toString().padStart(13, '0');
  return exactDollars(`${digits.slice(0, -12)}.${digits.slice(-12)}`);
}

/** Returns axis labels from the end. Labels that do not fit are left out. */
function ticks(dimension: Dimension, { x, left, isNarrow, total }: Frame, base: number): Label[] {
  const whole = amountOf(dimension.Quantity, dimension);
  const last = Math.max(left, ...reachedBounds(dimension).map(x));
  const long = `${whole} together`;
  const end: Label = {
    x: x(total),
    y: base + 14,
    text: !isNarrow || textWidth(long) < x(total) - last ? long : whole,
    ink: 'quiet',
    anchor: 'end',
  };
  // If the last tier is thin, its end is labelled to the right.
  const isTight = !isNarrow && x(total) - textWidth(end.text) < last + 4 && last > left;
  const labels: Label[] = [isTight ? { ...end, x: last + 6, anchor: 'start' } : end];
  let taken = isTight ? last : x(total) - textWidth(end.text);
  for (const tier of dimension.Tiers.slice(1, lastTier(dimension) + 1).reverse()) {
    const text = amountOf(tier.From, dimension);
    const at = x(Number(tier.From)) - 5;
    if (at > taken - 4 + (isTight ? 4 : 0) || at - textWidth(text) < left + 8) continue;
    labels.push({ x: at, y: base + 14, text, ink: 'quiet', anchor: 'end' });
    taken = at - textWidth(text);
  }
  if (taken > left + 14 || !isNarrow)
    labels.push({ x: isNarrow ? 0 : left - 5, y: base + 14, text: '0', ink: 'quiet', anchor: isNarrow ? 'start' : 'end' });
  return labels;
}

/** Each account separately: its bar through the tiers, its cost and its reach. */
function layOutAlone(dimension: Dimension, frame: Frame, top: number) {
  const { isNarrow, left, width, x, right } = frame;
  const boxes: Box[] = [];
  const labels: Label[] = [];
  const highest = Math.max(...dimension.Tiers.map(({ Rate }) => Number(Rate))) || 1;
  const rowHeight = isNarrow ? 36 : 22;
  const mark = Math.max(left, ...reachedBounds(dimension).map(x));
  dimension.Accounts.forEach(({ AccountId, Name, Quantity, Alone }, row) => {
    const y = top + 8 + row * rowHeight;
    const name = Name ?? AccountId;
    const bar = isNarrow ? y + 18 : y + 2;
    const amount = amountOf(Quantity, dimension);
    let at = 0;
    for (const [tier, { Quantity: filled, Rate }] of Alone.Tiers.entries()) {
      if (isZero(filled)) continue;
      const height = (ALONE_BAR * Number(Rate)) / highest;
      const box = { x: x(at), y: bar + ALONE_BAR - height, width: x(at + Number(filled)) - x(at), height };
      boxes.push({ ...box, kind: tier, title: `${name} alone: ${amountOf(filled, dimension)} at ${exactDollars(Rate)}` });
      at += Number(filled);
    }
    const amountText = dollars(Alone.Amount);
    if (isNarrow) {
      const title = cutToFit(`${name} alone, ${amount}`, width - textWidth(amountText) - 12) ?? '';
      labels.push({ x: 0, y: y + 12, text: title, ink: 'plain', anchor: 'start' });
      labels.push({ x: width, y: y + 12, text: amountText, ink: 'strong', anchor: 'end' });
      return;
    }
    labels.push({ x: 0, y: y + 14, text: cutToFit(name, left - 10) ?? name.slice(0, 8), ink: 'plain', anchor: 'start' });
    labels.push({ x: width, y: y + 14, text: amountText, ink: 'plain', anchor: 'end' });
    const end = x(at) + 7;
    labels.push({ x: end, y: y + 14, text: amount, ink: 'plain', anchor: 'start' });
    const remark = Math.max(mark + 7, end + textWidth(amount) + 14);
    const words = aloneWords(dimension, Alone.Tiers);
    const text = longestThatFits(words, width - right - remark);
    if (text) labels.push({ x: remark, y: y + 14, text, ink: 'quiet', anchor: 'start' });
  });
  let bottom = top + 8 + dimension.Accounts.length * rowHeight;
  const { Others } = dimension;
  if (Others) {
    const who = othersName(Others.AccountCount);
    const words = [`${who}, each alone: ${amountOf(Others.Quantity, dimension)} in all`, `${who}, each alone`, who];
    const text = longestThatFits(words, width - textWidth(dollars(Others.Alone)) - 12) ?? who;
    labels.push({ x: 0, y: bottom + 14, text, ink: 'plain', anchor: 'start' });
    labels.push({ x: width, y: bottom + 14, text: dollars(Others.Alone), ink: isNarrow ? 'strong' : 'plain', anchor: 'end' });
    bottom += 22;
  }
  return { boxes, labels, bottom };
}

/** Returns how far an account gets alone, longest text first. */
function aloneWords(dimension: Dimension, alone: Dimension['Accounts'][number]['Alone']['Tiers']): string[] {
  const last = alone.findLastIndex(({ Quantity }) => !isZero(Quantity));
  const tier = alone[last];
  if (!tier) return ['nothing to pay'];
  const rate = exactDollars(tier.Rate);
  const together = lastTier(dimension);
  if (last === 0) return [`all at ${rate}`, `all at ${rate}`];
  const some = `${amountOf(tier.Quantity, dimension)} at ${rate}`;
  if (last >= together) return [some];
  return [`${some}, none at ${exactDollars(dimension.Tiers[together]?.Rate ?? '0')}`, some];
}
