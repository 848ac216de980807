import { useEffect, useState } from 'react';

/** The address of a policy's page at one of its statements, counted from 0. */
export function atStatement(href: string, statement: number | undefined): string {
  return statement === undefined ? href : `${href}#statement-${statement + 1}`;
}

/** The statement that an address names, counted from 0; null where it names none. */
export function readStatement(hash: string): number | null {
  const number = /^#statement-([1-9]\d{0,3})$/.exec(hash)?.[1];
  return number === undefined ? null : Number(number) - 1;
}

/** The statement that the address of the page names, which the browser alone knows. */
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
