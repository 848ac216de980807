import { WireFault } from '../server/wire-fault';
import type { Shape } from './sdk-schemas';

/** The types that are written as text outside documents: in a form, a header, the query, and as the text of an XML element. */
export type Scalar = Exclude<Shape['kind'], 'structure' | 'list' | 'map'>;

/**
 * Reads a value from its text.
 * @throws WireFault MalformedInput for text that does not fit the type
 */
export function readScalar(kind: Scalar, text: string): unknown {
  switch (kind) {
    case 'string':
      return text;
    case 'number':
      if (!/^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) throw malformed(`${text} is not a number`);
      return Number(text);
    case 'boolean':
      if (!/^(?:true|false)$/i.test(text)) throw malformed(`${text} is not a boolean`);
      return text.toLowerCase() === 'true';
    case 'timestamp': {
      const date = new Date(text);
      if (Number.isNaN(date.getTime())) throw malformed('timestamp must follow ISO8601');
      return date;
    }
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
  }
}

function malformed(message: string): WireFault {
  return new WireFault('MalformedInput', message);
}
