import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChartInput, layOutChart, ticksOf } from './chart-layout';

const input = (more: Partial<ChartInput> = {}): ChartInput => ({
  kind: 'BARS',
  series: [
    { name: 'a', values: [10, 20] },
    { name: 'b', values: [5, 0] },
    { name: 'credits', values: [-3, -4] },
  ],
  labels: ['Jan', 'Feb', 'Mar'],
  expected: [null, { mean: 5, lower: 2, upper: 8 }, { mean: 22, lower: 12, upper: 32 }],
  width: 800,
  ...more,
});

describe('layOutChart with bars', () => {
  it('stacks the amounts, draws credits below zero and draws no box for an amount of zero', () => {
    const { boxes, zero } = layOutChart(input());
    expect(boxes.map(({ series, time }) => [series, time])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
      [2, 1],
    ]);
    const [first, second, credit] = boxes;
    expect((first?.y ?? 0) + (first?.height ?? 0)).toBeCloseTo(zero, 6);
    expect((second?.y ?? 0) + (second?.height ?? 0)).toBeCloseTo(first?.y ?? 0, 6);
    expect(credit?.y).toBeCloseTo(zero, 6);
    expect((first?.height ?? 0) / (second?.height ?? 1)).toBeCloseTo(2, 6);
  });

  it('places the forecast on top of the actual amount, within its bounds', () => {
    const { expected, boxes } = layOutChart(input());
    expect(expected.map(({ time }) => time)).toEqual([1, 2]);
    for (const { y, lower, upper } of expected) expect(upper <= y && y <= lower).toBe(true);
    const february = boxes.find(({ series, time }) => series === 0 && time === 1);
    expect((expected[0]?.y ?? 0) + (expected[0]?.height ?? 0)).toBeCloseTo(february?.y ?? 0, 6);
  });
});

it('draws lines through past periods and continues the total with the forecast', () => {
  const { lines, ahead, columns, total } = layOutChart(
    input({ kind: 'LINES', expected: [null, null, { mean: 22, lower: 12, upper: 32 }] }),
  );
  expect(lines.map(({ points }) => points.length)).toEqual([2, 2, 2]);
  expect(ahead?.path.startsWith(`M${Math.round((columns[1]?.middle ?? 0) * 10) / 10} `)).toBe(true);
  expect(total?.split(/[ML]/)).toHaveLength(3);
  expect(ahead?.band.endsWith('Z')).toBe(true);
  expect(layOutChart(input({ kind: 'LINES', expected: [] })).ahead).toBeNull();
});

it('keeps all boxes within the drawing for any amounts', () => {
  const amount = fc.double({ min: -1e6, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.array(amount, { minLength: 4, maxLength: 4 }), { maxLength: 10 }),
      fc.integer({ min: 200, max: 1600 }),
      (all, width) => {
        const series = all.map((values, at) => ({ name: String(at), values }));
        const { boxes, height, ticks, labels } = layOutChart(
          input({ series, labels: ['a', 'b', 'c', 'd'], expected: [], width }),
        );
        for (const box of boxes) {
          expect(box.y).toBeGreaterThanOrEqual(-0.001);
          expect(box.y + box.height).toBeLessThanOrEqual(height + 0.001);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
        }
        for (const { y } of ticks) expect(Number.isFinite(y)).toBe(true);
        expect(labels.length).toBeLessThanOrEqual(4);
      },
    ),
  );
});

it('uses round numbers with zero as axis ticks', () => {
  expect(ticksOf(0, 97)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(ticksOf(-3, 9)).toEqual([-5, -2.5, 0, 2.5, 5, 7.5, 10]);
  expect(ticksOf(0, 0)).toEqual([0]);
});
