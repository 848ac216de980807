'use client';

import type { PolicyKind } from '@gatehouse/policy/parse';
import { type Finding, type ValidatePolicyOptions, validatePolicy } from '@gatehouse/policy/validate';
import { useEffect, useState } from 'react';
import type { BrowserCatalog } from './browser-catalog';

/** Typing goes on while a pause is shorter than this. */
const PAUSE_MS = 150;

type Validated = { text: string; findings: readonly Finding[] };

/**
 * What the engine says about a document, worked out in the browser after each pause in typing. At first without the catalog; what the
 * document names is then fetched, and the findings that need it follow.
 */
export function useFindings(
  text: string,
  kind: PolicyKind,
  browser: BrowserCatalog | undefined,
  options: Omit<ValidatePolicyOptions, 'catalog'>,
): Validated {
  const [fetched, setFetched] = useState(0);
  const { saving, sizeQuota, resourceType, resourceArn, legacyLimits } = options;
  const [validated, setValidated] = useState<Validated>({ text: '', findings: [] });

  useEffect(() => {
    let stopped = false;
    const timer = setTimeout(
      () => {
        const catalog = browser?.current() ?? undefined;
        const known = { saving, sizeQuota, resourceType, resourceArn, legacyLimits };
        setValidated({ text, findings: validatePolicy(text, kind, { ...known, catalog }) });
        // Counts fetches: an answer that brought something makes this effect run again.
        void browser?.ensure(browser.servicesOf(text)).then((changed) => {
          if (changed && !stopped) setFetched((count) => count + 1);
        });
      },
      fetched === 0 ? 0 : PAUSE_MS,
    );
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [text, kind, browser, saving, sizeQuota, resourceType, resourceArn, legacyLimits, fetched]);

  return validated;
}
