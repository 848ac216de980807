import { Fragment, type ReactNode } from 'react';
import { classNames } from '../../ui/class-names';

/**
 * **bold**, *stressed* and `code`, which is all the markup that texts of lessons have within a line. An asterisk beside a letter, a colon or the
 * like is one of a pattern, such as s3:Get*.
 */
const MARKED = /(\*\*[^*]+\*\*|(?<![\w:/?*"])\*[^*\s"](?:[^*]*[^*\s])?\*(?![\w*])|`[^`]+`)/;

/** Lines of a list begin with a dash, or each with a number. */
const DASH = /^- /;
const NUMBER = /^\d+\. /;

/** The text of a lesson: paragraphs, lists, bold and stressed words, and code. Never HTML. */
export function ToldText({ text, className }: { text: string; className?: string }) {
  const blocks = text.trim().split(/\n\s*\n/);
  return (
    <div className={classNames('max-w-prose space-y-2', className)}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one text stay where they are
        <Fragment key={index}>{toBlock(block)}</Fragment>
      ))}
    </div>
  );
}

function toBlock(block: string): ReactNode {
  const lines = block.split('\n').map((line) => line.trim());
  const mark = [DASH, NUMBER].find((each) => lines.every((line) => each.test(line)));
  if (!mark) return <p>{toldLine(lines.join(' '))}</p>;
  const items = lines.map((line) => <li key={line}>{toldLine(line.replace(mark, ''))}</li>);
  return mark === DASH ? (
    <ul className="list-disc space-y-1 pl-5">{items}</ul>
  ) : (
    <ol className="list-decimal space-y-1 pl-5">{items}</ol>
  );
}

/** The same within a line. */
export function toldLine(text: string): ReactNode {
  return text.split(MARKED).map((part, index) => {
    const key = `${index} ${part}`;
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    // What stands between marks may begin with an asterisk as well.
    if (part.startsWith('*') && index % 2 === 1) return <em key={key}>{part.slice(1, -1)}</em>;
    if (part.startsWith('`'))
      return (
        <code key={key} className="break-words font-mono text-sm">
          {part.slice(1, -1)}
        </code>
      );
    return part;
  });
}
