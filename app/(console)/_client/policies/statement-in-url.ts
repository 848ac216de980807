import { useEffect, useState } from 'react';

/** Returns the address of a policy's page at a statement, counted from 0. */
export function atStatement(href: string, statement: number | undefined): string {
  return statement === undefined ? href : `${href}#statement-${statement + 1}`;
}

/** Returns the statement that an address names, counted from 0, or null. */
export function readStatement(hash: string): number | null {
  const number = /^#statement-([1-9]\d{0,3})$/.exec(hash)?.[1];
  return number === undefined ? null : Number(number) - 1;
}

/** Returns the statement that the page's address names. Only the browser knows it. */
export function useStatementInUrl(): number | null {
  const [statement, setStatement] = useState<number | null>(null);
  useEffect(() => {
    const read = () => setStatement(readStatement(window.location.hash));
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return statement;
}
