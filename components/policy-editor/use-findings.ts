'use client';

import type { PolicyKind } from '@gatehouse/policy/parse';
import { type Finding, type ValidatePolicyOptions, validatePolicy } from '@gatehouse/policy/validate';
import { useEffect, useState } from 'react';
import type { BrowserCatalog } from './browser-catalog';

/** A shorter pause counts as continued typing. */
const PAUSE_MS = 150;

type Validated = { text: string; findings: readonly Finding[] };

/**
 * Returns the engine's findings about a document, computed in the browser after each pause in typing. First without the catalog,
 * then again after the named services were fetched.
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
        // Counts fetches, so that this effect runs again after one.
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
