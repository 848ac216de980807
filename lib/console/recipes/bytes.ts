/** Bytes as JSON leaves them: a Buffer says `{ type, data }`, another array of bytes `{ 0: …, 1: … }`. */
export function bytesOf(value: object): number[] {
  return 'data' in value && Array.isArray(value.data) ? value.data : Object.values(value);
}
