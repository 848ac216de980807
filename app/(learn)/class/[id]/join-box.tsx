'use client';

import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { QrCode } from '@/components/ui/qr-code';
import { spacedCode } from '@/lib/classroom/limits';

type JoinBoxProps = { code: string; addresses: readonly string[]; link: string };

/** Shows how students join, large enough for a projector, and full screen on request. */
export function JoinBox({ code, addresses, link }: JoinBoxProps) {
  const [large, setLarge] = useState(false);
  const image = (className: string) => <QrCode text={link} label="QR code that opens the page to join" className={className} />;
  const where = addresses.map((address) => address.replace(/^https?:\/\//, ''));
  return (
    <div className="flex items-center gap-3">
      {image('size-18 shrink-0 border border-line')}
      <div className="min-w-0">
        <div className="text-ink-2 text-sm">
          Join at <span className="break-all font-mono">{where[0]}/join</span>
        </div>
        <div className="whitespace-nowrap font-mono font-semibold text-[1.875rem] leading-9 tracking-wider">
          {spacedCode(code)}
        </div>
        <button type="button" onClick={() => setLarge(true)} className="font-medium text-accent text-sm hover:underline">
          Show full screen
        </button>
      </div>
      {large ? (
        <Dialog open onOpenChange={setLarge} title="Join the class" size="xl" covers>
          <div className="flex flex-wrap items-center justify-center gap-8 py-4">
            {image('size-72 shrink-0')}
            <div>
              {where.map((address) => (
                <p key={address} className="break-all font-mono text-xl">
                  {address}/join
                </p>
              ))}
              <p className="mt-3 whitespace-nowrap font-mono font-semibold text-[4rem] leading-none tracking-wider">
                {spacedCode(code)}
              </p>
            </div>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
