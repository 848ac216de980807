import { jsonParts, writeJson } from '../python/json-writer';
import { isDict, isList, type Value } from '../python/value';
import type { Chunks } from './chunks';
import { tableChunks } from './table';
import { textChunks } from './text';
import { yamlChunks } from './yaml';

export const OUTPUT_FORMATS = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** Returns the text of one value in a format. The title is that of a table. */
export function* formatted(
  format: OutputFormat,
  title: string,
  value: Value,
  style: { columns: number; color: boolean },
): Chunks {
  switch (format) {
    case 'json':
      // An answer without members prints nothing.
      if (isDict(value) && value.size === 0) return;
      yield* jsonParts(value, { indent: 4 });
      yield '\n';
      return;
    case 'yaml':
      if (isDict(value) && value.size === 0) return;
      yield* yamlDocument(value);
      return;
    case 'yaml-stream':
      if (isDict(value) && value.size === 0) return;
      yield* yamlChunks([value]);
      return;
    case 'text':
      yield* textChunks(value);
      return;
    case 'table':
      yield* tableChunks(title, value, style);
      return;
    case 'off':
  }
}

// A scalar alone would need an end of the document in YAML, so that the AWS CLI writes it in JSON.
function* yamlDocument(value: Value): Chunks {
  if (isDict(value) || isList(value)) yield* yamlChunks(value);
  else yield `${writeJson(value)}\n`;
}
