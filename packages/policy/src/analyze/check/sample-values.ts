import { parseDate } from '../../condition/date';
import { compareDecimals, type Decimal, parseDecimal } from '../../condition/decimal';
import { type IpAddress, parseIpRange } from '../../condition/ip';
import type { CompiledCondition } from '../../condition/test-condition';
import { ANY_ONE, ANY_RUN, ONE_IN_SEGMENT, plainGlob, RUN_IN_SEGMENT } from '../../match/glob';
import { hasVariables } from '../../match/template';
import type { Steps } from '../steps';
import { codesOf, literalCodes, type TextCodes } from '../text/codes';
import { textClassesSteps } from '../text/text-classes';

/**
 * Returns values that represent all others: the conditions cannot distinguish any value from one of these. Returns null if this is not
 * possible.
 */
export function* sampleValues(conditions: readonly CompiledCondition[], effort: number): Steps<readonly string[] | null> {
  const byDomain = new Map<Domain, CompiledCondition[]>();
  for (const condition of conditions) {
    const domain = domainOf(condition);
    if (domain === null) return null;
    if (domain !== 'presence') byDomain.set(domain, [...(byDomain.get(domain) ?? []), condition]);
  }
  const [first, ...others] = byDomain;
  const [text, folded] = [byDomain.get('text'), byDomain.get('foldedText')];
  if (text !== undefined && folded !== undefined && byDomain.size === 2) return casedSamples(text, folded);
  // Two readings of a value (as number and text) would have to be sampled together.
  if (others.length > 0) return null;
  if (first === undefined) return ['x'];
  return yield* samplesOf(first[0], first[1].flatMap(valuesOf), first[1], effort);
}

type Domain = 'text' | 'foldedText' | 'number' | 'date' | 'bool' | 'binary' | 'ip' | 'presence';

function domainOf({ operator, templates }: CompiledCondition): Domain | null {
  if (operator === null || templates.some(hasVariables)) return null;
  switch (operator.base.family) {
    case 'String':
      return operator.base.name.includes('IgnoreCase') ? 'foldedText' : 'text';
    case 'Arn':
      return 'text';
    case 'Numeric':
      return 'number';
    case 'Date':
      return 'date';
    case 'Bool':
      return 'bool';
    case 'Binary':
      return 'binary';
    case 'IpAddress':
      return 'ip';
    case 'Null':
      return 'presence';
  }
}

function valuesOf({ clause }: CompiledCondition): string[] {
  return clause.values.map(({ value }) => value);
}

function* samplesOf(
  domain: Domain,
  values: readonly string[],
  conditions: readonly CompiledCondition[],
  effort: number,
): Steps<readonly string[] | null> {
  switch (domain) {
    case 'text':
      return yield* textSamples(conditions.flatMap(textCodes), effort);
    case 'foldedText':
      return yield* textSamples(
        values.map((value) => literalCodes(value.toLowerCase())),
        effort,
      );
    case 'number':
      return numberSamples(values);
    case 'date':
      return dateSamples(values);
    case 'bool':
      return ['true', 'false', 'neither'];
    case 'binary':
      return [...values, ...UNLIKELY_BYTES.filter((bytes) => !values.includes(bytes)).slice(0, 1), '!'];
    case 'ip':
      return ipSamples(values);
    case 'presence':
      return ['x'];
  }
}

/**
 * Samples texts for case-sensitive and case-insensitive comparisons together: every named text, each case-insensitive one in an unnamed
 * case, and an unnamed text. Returns null if wildcards would need every case.
 */
function casedSamples(text: readonly CompiledCondition[], folded: readonly CompiledCondition[]): readonly string[] | null {
  const arn = text.some(({ operator }) => operator?.base.family === 'Arn');
  const named = text.flatMap(({ templates, operator }) =>
    templates.map((template) => literalOf(template, operator?.base.wildcards === true)),
  );
  if (arn || named.includes(null)) return null;
  const texts = new Set<string>(['', ...named.filter((one) => one !== null)]);
  for (const { templates } of folded) {
    for (const template of templates) {
      const value = template.map((piece) => ('text' in piece ? piece.text : '')).join('');
      const cases = casesOfText(value);
      const unnamed = cases.find((one) => !texts.has(one));
      // A text without letters has only one case.
      if (unnamed === undefined && cases.length > 1) return null;
      texts.add(value);
      if (unnamed !== undefined) texts.add(unnamed);
    }
  }
  let other = 'x';
  const lower = new Set([...texts].map((one) => one.toLowerCase()));
  while (lower.has(other)) other += 'x';
  return [...texts, other];
}

/** Returns the text of an operator's value, or null with wildcards. */
function literalOf(template: CompiledCondition['templates'][number], wildcards: boolean): string | null {
  let text = '';
  for (const piece of template) {
    if (piece.kind === 'variable' || (wildcards && piece.kind === 'text' && /[*?]/.test(piece.text))) return null;
    text += piece.text;
  }
  return text;
}

const MOST_CASES = 64;

/** Returns a text with some letters in the other case, up to a number of variants. */
function casesOfText(text: string): string[] {
  const letters = [...text].flatMap((letter, i) => (letter.toLowerCase() === letter.toUpperCase() ? [] : [i]));
  const cases = [text];
  for (const at of letters) {
    if (cases.length >= MOST_CASES) break;
    for (const one of [...cases]) {
      const letter = one.charAt(at);
      cases.push(
        `${one.slice(0, at)}${letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()}${one.slice(at + 1)}`,
      );
    }
  }
  return cases;
}

const UNLIKELY_BYTES = ['AA==', 'AQ==', 'Ag==', 'Aw==', 'BA==', 'BQ==', 'Bg==', 'Bw=='];

/** Returns a text for each way of matching. Set operators treat the empty text as no value, so it is separate. */
function* textSamples(sequences: readonly TextCodes[], effort: number): Steps<readonly string[] | null> {
  const classes = yield* textClassesSteps(
    sequences.map((codes) => [codes]),
    [[ANY_ONE, ANY_RUN]],
    effort,
  );
  return classes === null ? null : ['', ...classes.map(({ text }) => text)];
}

/** Returns the texts that each value of a condition matches. */
function textCodes(condition: CompiledCondition): TextCodes[] {
  const { operator, templates } = condition;
  const arn = operator?.base.family === 'Arn';
  const all = templates.map((template) => {
    const codes: number[] = [];
    for (const piece of template) {
      if (piece.kind === 'text' && operator?.base.wildcards === true) codes.push(...(codesOf(plainGlob(piece.text)) ?? []));
      else if ('text' in piece) codes.push(...literalCodes(piece.text));
    }
    return arn ? partsOfArn(codes) : codes;
  });
  return arn ? [...all, ANY_ARN] : all;
}

const COLON = 58;

/** Limits wildcards before the fifth colon to their part, because Arn operators compare six parts. */
function partsOfArn(codes: TextCodes): TextCodes {
  const fifth = codes.flatMap((code, i) => (code === COLON ? [i] : []))[4];
  if (fifth === undefined) return ANY_ARN;
  return codes.map((code, i) => {
    if (i > fifth) return code;
    return code === ANY_RUN ? RUN_IN_SEGMENT : code === ANY_ONE ? ONE_IN_SEGMENT : code;
  });
}

/** All ARNs. Other texts match no value of an Arn operator, and a lone `*` matches all ARNs. */
const ANY_ARN: TextCodes = partsOfArnText('arn:*:*:*:*:*');

function partsOfArnText(text: string): TextCodes {
  return partsOfArn(literalCodes(text).map((code) => (code === 42 ? ANY_RUN : code)));
}

/** Returns every named number, one between each neighboring pair, one beyond either end, and a text that is not a number. */
function numberSamples(values: readonly string[]): readonly string[] {
  const numbers = values
    .map(parseDecimal)
    .filter((number) => number !== null)
    .sort(compareDecimals);
  const digits = Math.max(0, ...numbers.map(({ fraction }) => fraction.length)) + 1;
  const step = `${'0'.repeat(digits)}1`;
  const samples = numbers.flatMap((number) => [
    nextTo(number, step, 'below'),
    textOfDecimal(number),
    nextTo(number, step, 'above'),
  ]);
  return [...(samples.length === 0 ? ['0'] : samples), 'x'];
}

function textOfDecimal({ negative, whole, fraction }: Decimal): string {
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Returns a number so close that no other named number is between. `step` is longer than every fraction. */
function nextTo(number: Decimal, step: string, side: 'below' | 'above'): string {
  const away = number.negative === (side === 'below');
  const zero = number.whole === '0' && number.fraction === '';
  const padded = number.fraction.padEnd(step.length - 1, '0');
  if (zero) return `${side === 'below' ? '-' : ''}0.${step}`;
  if (away) return `${number.negative ? '-' : ''}${number.whole}.${padded}${step}`;
  return nearerToZero(number, padded, step.length);
}

/** Returns the number that is one unit smaller in its last decimal place. */
function nearerToZero({ negative, whole }: Decimal, padded: string, places: number): string {
  const digits = `${whole}${padded}`.padEnd(whole.length + places + 1, '0');
  const less = (BigInt(digits) - 1n).toString().padStart(digits.length, '0');
  const cut = digits.length - (places + 1);
  return `${negative ? '-' : ''}${less.slice(0, cut)}.${less.slice(cut)}`;
}

/**
 * Returns every named date, one just before and after each, and a text that is not a date. Returns null if such a date cannot be written.
 */
function dateSamples(values: readonly string[]): readonly string[] | null {
  const moments = values
    .map(parseDate)
    .filter((moment) => moment !== null)
    .sort((a, b) => a - b);
  const samples: string[] = [];
  for (const [i, moment] of moments.entries()) {
    const gap = i === 0 ? 2 : moment - (moments[i - 1] ?? 0);
    if (gap === 0) continue;
    if (gap < 0.01 || moment < 20_000 || !Number.isFinite(moment)) return null;
    samples.push((moment - gap / 2).toFixed(4), String(moment), (moment + 0.002).toFixed(4));
  }
  return [...(samples.length === 0 ? ['100000'] : samples), 'x'];
}

/** Returns the first address of every network and the first one after it. No condition changes between them. */
function ipSamples(values: readonly string[]): readonly string[] {
  const ranges = values.map(parseIpRange).filter((range) => range !== null);
  const samples = new Set(['0.0.0.0', '::', 'x']);
  for (const { address, prefix } of ranges) {
    const first = address.map((group, i) => group & maskOf(prefix - i * 16));
    const last = address.map((group, i) => (group & maskOf(prefix - i * 16)) | (0xffff & ~maskOf(prefix - i * 16)));
    samples.add(textOfIp(first));
    const behind = following(last);
    if (behind !== null) samples.add(textOfIp(behind));
  }
  return [...samples];
}

/** Returns a mask of the leading bits in a 16-bit group. */
function maskOf(bits: number): number {
  return bits >= 16 ? 0xffff : bits <= 0 ? 0 : (0xffff << (16 - bits)) & 0xffff;
}

function following(address: IpAddress): IpAddress | null {
  const next = [...address];
  for (let i = next.length - 1; i >= 0; i -= 1) {
    const group = next[i] ?? 0;
    next[i] = (group + 1) & 0xffff;
    if (group !== 0xffff) return next;
  }
  return null;
}

function textOfIp(address: IpAddress): string {
  if (address.length === 2) return address.flatMap((group) => [group >> 8, group & 255]).join('.');
  return address.map((group) => group.toString(16)).join(':');
}
