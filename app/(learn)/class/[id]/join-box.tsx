'use client';

import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { spacedCode } from '@/lib/classroom/limits';

type JoinBoxProps = { code: string; addresses: readonly string[]; qr: string };

/** Where students come in: large enough to be read off a screen, and as large as the screen where somebody asks for it. */
export function JoinBox({ code, addresses, qr }: JoinBoxProps) {
  const [large, setLarge] = useState(false);
  const image = (className: string) => (
    // biome-ignore lint/performance/noImgElement: the image is in the page already
    <img
      src={qr}
      alt="QR code that opens the page to join"
      className={`shrink-0 rounded-sm border border-line bg-white ${className}`}
    />
  );
  const where = addresses.map((address) => address.replace(/^https?:\/\//, ''));
  return (
    <div className="flex items-center gap-3">
      {image('size-18')}
      <div className="min-w-0">
        <div className="text-ink-2 text-sm">
          Join at <span className="break-all font-mono">{where[0]}/join</span>
        </div>
        <div className="whitespace-nowrap font-mono font-semibold text-3xl tracking-wider">{spacedCode(code)}</div>
        <button type="button" onClick={() => setLarge(true)} className="font-medium text-accent text-sm hover:underline">
          Show large
        </button>
      </div>
      {large ? (
        <Dialog open onOpenChange={setLarge} title="Join the class" size="xl">
          <div className="flex flex-wrap items-center justify-center gap-8 py-4">
            {image('size-72')}
            <div>
              {where.map((address) => (
                <p key={address} className="break-all font-mono text-xl">
                  {address}/join
                </p>
              ))}
              <p className="mt-3 whitespace-nowrap font-mono font-semibold text-6xl tracking-wider">{spacedCode(code)}</p>
            </div>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
