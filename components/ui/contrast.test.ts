import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

const SURFACES = [
  'bg',
  'surface',
  'raised',
  'sunken',
  'hover',
  'accent-soft',
  'allow-soft',
  'deny-soft',
  'none-soft',
  'limit-soft',
  'code-bg',
  'mark',
];
const INKS = [
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'accent-strong',
  'allow',
  'deny',
  'deny-strong',
  'none',
  'limit',
  'syntax-string',
  'syntax-literal',
];
const ROLES = ['grey', 'red', 'orange', 'yellow', 'green', 'blue', 'purple'];
const PAIRS: [ink: string, surface: string][] = [
  ...INKS.flatMap((ink) => SURFACES.map((surface): [string, string] => [ink, surface])),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-strong'],
  ['deny-ink', 'deny'],
  ['deny-ink', 'deny-strong'],
  ...ROLES.map((role): [string, string] => ['role-ink', `role-${role}`]),
  ['bg', 'ink'],
  ...[1, 2, 3, 4].map((tier): [string, string] => [`tier-${tier}-ink`, `tier-${tier}`]),
];

/** Returns the light and dark color of a token, as `light-dark(#…, #…)` in the style sheet. */
function token(name: string): Record<'light' | 'dark', string> {
  const match = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  if (!match?.[1] || !match[2]) throw new Error(`no token --${name} in globals.css`);
  return { light: match[1], dark: match[2] };
}

/** Returns the relative luminance, 0 to 1. Source: WCAG 2.2, definition of relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it.each(PAIRS)('has %s on %s with a contrast of at least 4.5:1', (ink, surface) => {
    expect(contrast(token(ink)[theme], token(surface)[theme])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['surface', 'raised', 'bg'])('has the border of a control on %s with a contrast of at least 3:1', (surface) => {
    expect(contrast(token('line-control')[theme], token(surface)[theme])).toBeGreaterThanOrEqual(3);
  });
});

it('contrast returns 21 for black on white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});
