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
  /** Not for a projector. */
  secret?: boolean;
};

/** Code to read and copy: a document, a certificate, a key. */
export function CopyCode({ code, label, what, language, wrap, maxHeight = 420, highlights, secret }: CopyCodeProps) {
  return (
    <div className="relative">
      <div data-secret={secret}>
        <CodeBlock label={label} code={code} language={language} wrap={wrap} maxHeight={maxHeight} highlights={highlights} />
      </div>
      <CopyButton text={code} what={what} secret={secret} className="absolute top-1 right-3 bg-code" />
    </div>
  );
}
