'use client';

import { useEffect, useState } from 'react';
import type { WireCall } from '@/lib/events/operations';
import { type WireText, wireText } from './wire-call';

/** Returns a recorded call as an AWS CLI command with its output. Null while the model of its service loads. */
export function useWireText(call: WireCall | null): WireText | null {
  const [shown, setShown] = useState<{ of: WireCall; text: WireText } | null>(null);
  useEffect(() => {
    let isWanted = true;
    if (call) void wireText(call).then((text) => isWanted && setShown({ of: call, text }));
    return () => {
      isWanted = false;
    };
  }, [call]);
  return shown?.of === call ? shown.text : null;
}
