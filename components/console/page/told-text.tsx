import { Fragment, type ReactNode } from 'react';
import { classNames } from '../../ui/class-names';

/** **bold** and `code`, which is all the markup that texts of lessons have. */
const MARKED = /(\*\*[^*]+\*\*|`[^`]+`)/;

/** The text of a lesson: paragraphs, lists of lines that begin with a dash, bold words and code. Never HTML. */
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
  if (!lines.every((line) => line.startsWith('- '))) return <p>{toldLine(lines.join(' '))}</p>;
  return (
    <ul className="list-disc space-y-1 pl-5">
      {lines.map((line) => (
        <li key={line}>{toldLine(line.slice(2))}</li>
      ))}
    </ul>
  );
}

/** The same within a line. */
export function toldLine(text: string): ReactNode {
  return text.split(MARKED).map((part, index) => {
    const key = `${index} ${part}`;
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('`'))
      return (
        <code key={key} className="break-words font-mono text-sm">
          {part.slice(1, -1)}
        </code>
      );
    return part;
  });
}
