import { CodeBlock, type CodeHighlight } from '../../ui/code-block';
import { CopyButton } from './copy-text';

type CopyCodeProps = {
  code: string;
  /** The name of the code for screen readers. */
  label: string;
  /** The noun in the button's name. */
  what: string;
  language?: 'json' | 'text';
  wrap?: boolean;
  maxHeight?: number;
  highlights?: readonly CodeHighlight[];
  /** True if the code is hidden while the screen is shared. */
  secret?: boolean;
};

/** Renders a block of code, such as a document, a certificate or a key, with a Copy button. */
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
