import { expect, it } from 'vitest';
import { added, half, times } from './decimals';

it('multiplies, halves and adds decimal numbers exactly', () => {
  expect([times('0.0065', 3), times('137', 2), times('0.1', 8760), times('0', 5)]).toEqual(['0.0195', '274', '876', '0']);
  expect([half('876'), half('0.01'), half('3')]).toEqual(['438', '0.005', '1.5']);
  expect([added(['0.1', '0.23', '10']), added([])]).toEqual(['10.33', '0']);
});
