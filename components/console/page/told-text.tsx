import { Fragment, type ReactNode } from 'react';
import { classNames } from '../../ui/class-names';
import { CommandButton } from './command-button';

/**
 * The inline markup of lessons: **bold**, *emphasis* and `code`. An asterisk after a letter, a colon or similar belongs to a pattern, such
 * as s3:Get*.
 */
const MARKED = /(\*\*[^*]+\*\*|(?<![\w:/?*"])\*[^*\s"](?:[^*]*[^*\s])?\*(?![\w*])|`[^`]+`)/;

/** A whole command of the AWS CLI. One with an ellipsis is a part. */
const COMMAND = /^`aws [^…]+`$/;

/** The starts of lines in bulleted and numbered lists. */
const DASH = /^- /;
const NUMBER = /^\d+\. /;

/** Renders the text of a lesson: paragraphs, lists, bold text, emphasis and code. HTML is not interpreted. */
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

/** Renders one line of a lesson's text. */
export function toldLine(text: string): ReactNode {
  return text.split(MARKED).map((part, index) => {
    const key = `${index} ${part}`;
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    // Text between marks may begin with an asterisk too.
    if (part.startsWith('*') && index % 2 === 1) return <em key={key}>{part.slice(1, -1)}</em>;
    if (part.startsWith('`'))
      return (
        <Fragment key={key}>
          <code className="break-words font-mono text-sm">{part.slice(1, -1)}</code>
          {COMMAND.test(part) ? <CommandButton command={part.slice(1, -1)} /> : null}
        </Fragment>
      );
    return part;
  });
}
