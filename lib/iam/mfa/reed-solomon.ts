// The field of 256 elements that QR codes use: polynomials over two elements modulo x^8 + x^4 + x^3 + x^2 + 1.
const POLYNOMIAL = 0x11d;

/** The product of two elements of the field. */
export function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * POLYNOMIAL);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

/** The coefficients of (x - 1)(x - 2)(x - 4)…, the highest one (always 1) left out. */
function generator(degree: number): number[] {
  let coefficients = [1];
  for (let i = 0, root = 1; i < degree; i++, root = multiply(root, 2)) {
    const shifted = [...coefficients, 0];
    coefficients = shifted.map((value, at) => value ^ multiply(coefficients[at - 1] ?? 0, root));
  }
  return coefficients.slice(1);
}

/** The words that let a reader restore `data` when some of it is lost: the remainder of its division by the generator. */
export function correctionWords(data: readonly number[], count: number): number[] {
  const divisor = generator(count);
  let rest: number[] = Array.from({ length: count }, () => 0);
  for (const word of data) {
    const factor = word ^ (rest[0] ?? 0);
    rest = [...rest.slice(1), 0].map((value, i) => value ^ multiply(divisor[i] ?? 0, factor));
  }
  return rest;
}
