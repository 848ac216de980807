'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { CopyButton, CopyText } from '@/components/console/page/copy-text';
import { IconButton } from '@/components/ui/button';
import { Secret } from '@/components/ui/secret';
import { paths } from '@/lib/console/paths';
import { useConsoleUrl } from '../console-url';

/** Renders a secret that is hidden at first. */
export function SecretText({ secret, what }: { secret: string; what: string }) {
  const [shown, setShown] = useState(false);
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-1">
      <CopyButton text={secret} what={what} secret className="-my-1 -ml-1.5" />
      <span className="min-w-0 break-all font-mono text-sm">{shown ? <Secret>{secret}</Secret> : '•'.repeat(16)}</span>
      <IconButton
        size="sm"
        label={shown ? `Hide ${what}` : `Show ${what}`}
        className="-my-1"
        onClick={() => setShown((current) => !current)}
      >
        {shown ? <EyeOff aria-hidden size={14} /> : <Eye aria-hidden size={14} />}
      </IconButton>
    </span>
  );
}

/** Returns the sign-in URL for users of an account. */
export function useSignInUrl(account: string): string {
  return `${useConsoleUrl()}${paths.accountSignIn(account)}`;
}

export function SignInUrl({ account }: { account: string }) {
  return <CopyText text={useSignInUrl(account)} what="sign-in URL" mono />;
}
