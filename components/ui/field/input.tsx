import { Input as Base } from '@base-ui/react/input';
import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from '../class-names';
import { controlClass } from './control-class';
import { useEarlyText } from './use-early-text';

export type InputProps = Omit<ComponentProps<typeof Base>, 'className'> & { className?: string; mono?: boolean };

/** A one-line text control. Inside a Field its label, hint and error are wired to it. */
export function Input({ className, mono, ...rest }: InputProps) {
  return <Base {...rest} ref={useEarlyText(rest)} className={classNames(controlClass, mono && 'font-mono text-sm', className)} />;
}

/** A search box: a magnifier, and `type="search"`. */
export function SearchInput({ className, ...rest }: InputProps) {
  return (
    <span className={classNames('relative block', className)}>
      <Search aria-hidden size={14} className="pointer-events-none absolute top-2.25 left-2.5 text-ink-3" />
      <Base {...rest} ref={useEarlyText(rest)} type="search" className={classNames(controlClass, 'pl-8')} />
    </span>
  );
}
