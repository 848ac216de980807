import { Input as Base } from '@base-ui/react/input';
import type { ComponentProps } from 'react';
import { classNames } from '../class-names';
import { controlClass } from './control-class';
import { useEarlyText } from './use-early-text';

type TextareaProps = ComponentProps<'textarea'> & { mono?: boolean };

export function Textarea({ className, mono, rows = 3, ref, ...rest }: TextareaProps) {
  const early = useEarlyText({ ...rest, ref });
  return (
    <Base
      {...(rest as ComponentProps<typeof Base>)}
      render={<textarea ref={early} rows={rows} />}
      className={classNames(controlClass, 'h-auto min-h-16 py-1.5', mono && 'font-mono text-sm', className)}
    />
  );
}
