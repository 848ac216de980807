/**
 * The calculator of a month's bill. Pure: no import outside this folder, no clock, no chance, and no floating point for money or quantities.
 * `README.md` has the order in which a month is closed. This is all that others see of it.
 */

export { apportion, toCents } from './apportion';
export { divideHalfEven, formatDecimal, NANO, PICO, parseDecimal } from './decimals';
export type { Allocation, NanoUnits, NanoUsd, PicoUsd, Price, PriceList, Tier, Usage } from './types';
