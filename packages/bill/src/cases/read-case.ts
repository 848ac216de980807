import { readdirSync, readFileSync } from 'node:fs';
import { NANO, PICO, parseDecimal } from '../decimals';
import type { Allocation, NanoUnits, Price } from '../types';

/** A golden case: its file, its source page, and its members including those shared by the file. */
export type GoldenCase<Members> = { readonly file: string; readonly name: string; readonly value: Members };

/** Reads the golden cases of a folder for tests. A case's own members override those under `given`. */
export function readCases<Members>(folder: string): GoldenCase<Members>[] {
  const path = new URL(`${folder}/`, import.meta.url);
  return readdirSync(path)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const { source, given, cases } = JSON.parse(readFileSync(new URL(file, path), 'utf8'));
      if (typeof source !== 'string' || !Array.isArray(cases)) throw new Error(`${file} has no source or no cases.`);
      return cases.map((one) => ({ file, name: String(one.name), value: { ...given, ...one } }));
    });
}

/** Parses a decimal of a case as billionths. */
export function nano(text: string): bigint {
  return read(text, NANO);
}

/** Parses a rate of a case as trillionths of a dollar. */
export function pico(text: string): bigint {
  return read(text, PICO);
}

function read(text: string, places: number): bigint {
  const value = parseDecimal(text, places);
  if (value === null) throw new Error(`${text} is no decimal number.`);
  return value;
}

/** A price in a case. Quantities are written `"10 TB"` or `"100 GB"`. */
export type PriceOfCase = {
  readonly gbPerTb: 1000 | 1024;
  readonly free?: string;
  readonly tiers: readonly { readonly upTo: string | null; readonly rate: string }[];
};

export function readQuantity(text: string, gbPerTb: number): NanoUnits {
  const [number = '', unit] = text.split(' ');
  return nano(number) * (unit === 'TB' ? BigInt(gbPerTb) : 1n);
}

export function readPrice({ gbPerTb, free = '0', tiers }: PriceOfCase, allocation?: 'SEQUENTIAL' | string[][]): Price {
  const quantity = (text: string) => readQuantity(text, gbPerTb);
  return {
    service: 'AmazonExample',
    usageType: 'Example-Bytes',
    region: 'us-east-1',
    unit: 'GB',
    description: 'Example',
    tiers: tiers.map(({ upTo, rate }) => ({ upTo: upTo === null ? null : quantity(upTo), rate: pico(rate) })),
    free: quantity(free),
    allocation: readAllocation(allocation, quantity),
  };
}

function readAllocation(
  value: 'SEQUENTIAL' | string[][] | undefined,
  quantity: (text: string) => NanoUnits,
): Allocation | undefined {
  return typeof value === 'object' ? { fixture: value.map((row) => row.map(quantity)) } : value;
}
