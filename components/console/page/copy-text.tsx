'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { copiedSecret, Secret } from '../../ui/secret';
import { ArnText } from './arn-text';

type CopyTextProps = {
  text: string;
  /** The noun in the button's name: "ARN", "account ID". */
  what: string;
  /** The text to show instead of the copied text. */
  display?: string;
  mono?: boolean;
  /** True if the text is hidden while the screen is shared. */
  secret?: boolean;
  className?: string;
};

/** Renders a text with a button that copies it. */
export function CopyText({ text, what, display, mono = false, secret = false, className }: CopyTextProps) {
  const shown = display ?? (text.startsWith('arn:') ? <ArnText arn={text} /> : text);
  return (
    <span className={classNames('inline-flex min-w-0 max-w-full items-start gap-0.5', className)}>
      <CopyButton text={text} what={what} secret={secret} className="-my-1 -ml-1.5" />
      <span
        className={classNames(
          'min-w-0 break-words',
          mono && 'font-mono text-sm',
          mono && !text.startsWith('arn:') && 'break-all',
        )}
      >
        {secret ? <Secret>{shown}</Secret> : shown}
      </span>
    </span>
  );
}

/** Renders an ARN with a button that copies it. */
export function CopyArn({ arn, className }: { arn: string; className?: string }) {
  return <CopyText text={arn} what="ARN" mono className={className} />;
}

type CopyButtonProps = {
  text: string;
  what: string;
  className?: string;
  /** True if the button has a visible label. */
  labelled?: boolean;
  /** True if the text can't be copied while the screen is shared. */
  secret?: boolean;
};

export function CopyButton({ text, what, labelled, secret, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  const icon = copied ? <Check aria-hidden size={14} className="text-allow" /> : <Copy aria-hidden size={14} />;
  const copy = () => void writeClipboard(secret ? copiedSecret(text) : text).then(setCopied);
  return (
    <>
      {labelled ? (
        <Button onClick={copy} className={className}>
          {icon}
          {copied ? 'Copied' : `Copy ${what}`}
        </Button>
      ) : (
        <IconButton label={`Copy ${what}`} size="sm" onClick={copy} className={className}>
          {icon}
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {copied ? `${what} copied` : ''}
      </span>
    </>
  );
}

/** Copies a text; returns true on success. Without HTTPS, other hosts have no clipboard API, so the text is selected and copied. */
async function writeClipboard(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
