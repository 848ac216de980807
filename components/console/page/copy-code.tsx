import { CodeBlock, type CodeHighlight } from '../../ui/code-block';
import { CopyButton } from './copy-text';

type CopyCodeProps = {
  code: string;
  /** What it is, for screen readers. */
  label: string;
  /** What is copied, for the button's name. */
  what: string;
  language?: 'json' | 'text';
  wrap?: boolean;
  maxHeight?: number;
  highlights?: readonly CodeHighlight[];
};

/** Code to read and copy: a document, a certificate, a key. */
export function CopyCode({ code, label, what, language, wrap, maxHeight = 420, highlights }: CopyCodeProps) {
  return (
    <div className="relative">
      <CodeBlock label={label} code={code} language={language} wrap={wrap} maxHeight={maxHeight} highlights={highlights} />
      <CopyButton text={code} what={what} className="absolute top-1 right-3 bg-code" />
    </div>
  );
}
