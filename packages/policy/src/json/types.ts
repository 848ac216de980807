/** A position in a text. `offset` counts UTF-16 units from 0, `line` and `column` count from 1. */
export type Position = { offset: number; line: number; column: number };
/** A half-open range: `end` is the position after the last character. */
export type Span = { start: Position; end: Position };

/** A step from a document's root to a node: a member name or an array index. */
export type PathSegment = string | number;

/** A JSON value with its position. */
export type JsonNode =
  | { kind: 'object'; members: readonly JsonMember[]; span: Span }
  | { kind: 'array'; items: readonly JsonNode[]; span: Span }
  | { kind: 'string'; value: string; span: Span }
  | { kind: 'number'; value: number; text: string; span: Span }
  | { kind: 'boolean'; value: boolean; span: Span }
  | { kind: 'null'; span: Span };

export type JsonMember = { key: string; keySpan: Span; value: JsonNode };
