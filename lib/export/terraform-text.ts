import { withLearned } from './learned-ids';
import { Names } from './names';
import { comment } from './script-text';
import type { Tag } from './tag';
import type { Arguments, Blocks, Expression, Value } from './terraform-values';

/** Writes a configuration block by block. */
export class TerraformText {
  private readonly names = new Names('_');
  protected readonly blocks: string[] = [];

  /** @param ids the expressions that replace ids. More may be added while writing */
  constructor(protected readonly ids: Map<string, string>) {}

  comment(text: string): void {
    this.blocks.push(comment(text));
  }

  resource(type: string, name: string, given: Arguments): string {
    this.blocks.push(`resource "${type}" "${this.names.of(type, name)}" {`, ...this.lines(given, '  '), '}', '');
    return this.address(type, name);
  }

  private lines(given: Arguments, indent: string): string[] {
    return Object.entries(given).flatMap(([argument, value]) => {
      if (value === undefined) return [];
      if (typeof value !== 'object' || !('blocks' in value)) return [`${indent}${argument} = ${this.code(value)}`];
      return value.blocks.flatMap((block) => [`${indent}${argument} {`, ...this.lines(block, `${indent}  `), `${indent}}`]);
    });
  }

  tags(tags: readonly Tag[]): Expression | undefined {
    if (tags.length === 0) return undefined;
    return { code: `{ ${tags.map(({ Key, Value }) => `${this.quoted(Key)} = ${this.quoted(Value)}`).join(', ')} }` };
  }

  protected address(type: string, name: string): string {
    return `${type}.${this.names.of(type, name)}`;
  }

  private code(value: Exclude<Value, Blocks>): string {
    if (typeof value === 'string') return this.quoted(value);
    if (typeof value !== 'object') return String(value);
    if (!('code' in value)) return `[${value.map((item) => this.code(item)).join(', ')}]`;
    return value.code;
  }

  /** Returns a text in quotes in which nothing is replaced. */
  protected literal(text: string): string {
    return escaped(JSON.stringify(text));
  }

  private quoted(text: string): string {
    return withLearned(escaped(JSON.stringify(text)), this.ids, computed);
  }

  /**
   * Returns a document with its exact text.
   * @param named the addresses of resources in the file, by ARN
   */
  document(text: string, named: ReadonlyMap<string, string> = new Map()): Expression {
    // Addresses are built from names that may contain the account id. Ids are not replaced in them.
    const pieces = escaped(text).split(QUOTED_ARN);
    const written = pieces.map((piece, index) => {
      const address = index % 2 === 1 ? named.get(piece.slice(1, -1)) : undefined;
      return address === undefined ? withLearned(piece, this.ids, computed) : `"${computed(`${address}.arn`)}"`;
    });
    const lines = new Set(text.split('\n').map((line) => line.trim()));
    let delimiter = 'JSON';
    for (let number = 2; lines.has(delimiter); number++) delimiter = `JSON_${number}`;
    return { code: `<<${delimiter}\n${written.join('')}\n${delimiter}` };
  }
}

const QUOTED_ARN = /("arn:[^"]*")/;

function computed(expression: string): string {
  return `\${${expression}}`;
}

/**
 * Escapes `${ }` and `%{ }`, which Terraform would evaluate. In policies they are variables. In a replacement, `$$` is one `$`.
 */
function escaped(text: string): string {
  return text.replaceAll('${', '$$$${').replaceAll('%{', '%%{');
}
