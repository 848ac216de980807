import { classNames } from './class-names';
import { type JsonToken, tokenizeJsonLine } from './json-tokens';

export type CodeHighlight = { from: number; to: number; tone?: 'mark' | 'deny' | 'allow' | 'limit' };

type CodeBlockProps = {
  code: string;
  /** Describes the code for screen readers. */
  label: string;
  /** Lines to mark, counted as the numbers shown; said as text too. */
  highlights?: readonly CodeHighlight[];
  /** The number of the first line: for an excerpt. */
  firstLine?: number;
  language?: 'json' | 'text';
  wrap?: boolean;
  maxHeight?: number;
  className?: string;
};

const TONES = { mark: 'bg-mark', deny: 'bg-deny-soft', allow: 'bg-allow-soft', limit: 'bg-limit-soft' };
const INKS: Record<JsonToken['kind'], string> = {
  key: 'font-medium text-ink',
  string: 'text-syntax-string',
  literal: 'text-syntax-literal',
  text: 'text-ink-2',
};

/** Code with line numbers. Numbers are not selected with the text. */
export function CodeBlock({
  code,
  label,
  highlights = [],
  firstLine = 1,
  language = 'json',
  wrap,
  maxHeight,
  className,
}: CodeBlockProps) {
  const lines = code.replace(/\n$/, '').split('\n');
  const digits = String(firstLine + lines.length - 1).length;
  const marked = highlights.map(({ from, to }) => (from === to ? `line ${from}` : `lines ${from} to ${to}`)).join(', ');
  return (
    <figure
      aria-label={marked ? `${label}; highlighted: ${marked}` : label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      style={{ maxHeight }}
      className={classNames('overflow-auto rounded-md border border-line bg-code', className)}
    >
      <pre
        className={classNames(
          'w-max min-w-full py-2 font-mono text-[0.78125rem] leading-5',
          wrap && 'w-full whitespace-pre-wrap break-all',
        )}
      >
        <code>
          {lines.map((line, index) => {
            const number = firstLine + index;
            const hit = highlights.find(({ from, to }) => number >= from && number <= to);
            return (
              <span key={number} data-line={number} className={classNames('flex pr-3', hit && TONES[hit.tone ?? 'mark'])}>
                <span
                  aria-hidden
                  data-n={number}
                  style={{ width: `${digits + 2.5}ch` }}
                  className="shrink-0 select-none pr-[1.5ch] text-right text-ink-3 before:content-[attr(data-n)]"
                />
                <span className="min-w-0">
                  {language === 'json' ? <JsonLine line={line} /> : line}
                  {'\n'}
                </span>
              </span>
            );
          })}
        </code>
      </pre>
    </figure>
  );
}

function JsonLine({ line }: { line: string }) {
  return tokenizeJsonLine(line).map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: tokens of a line have no identity but their place
    <span key={index} className={INKS[token.kind]}>
      {token.text}
    </span>
  ));
}
