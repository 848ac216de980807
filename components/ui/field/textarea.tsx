import { Input as Base } from '@base-ui/react/input';
import type { ComponentProps } from 'react';
import { classNames } from '../class-names';
import { controlClass } from './control-class';

type TextareaProps = ComponentProps<'textarea'> & { mono?: boolean };

export function Textarea({ className, mono, rows = 3, ref, ...rest }: TextareaProps) {
  return (
    <Base
      {...(rest as ComponentProps<typeof Base>)}
      render={<textarea ref={ref} rows={rows} />}
      className={classNames(controlClass, 'h-auto min-h-16 py-1.5', mono && 'font-mono text-sm', className)}
    />
  );
}
