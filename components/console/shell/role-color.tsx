import { classNames } from '../../ui/class-names';
import type { RoleColor } from './identity';

/** The classes that set the color of a role as `--role`. */
export const ROLE_CLASSES: Record<RoleColor, string> = {
  grey: '[--role:var(--role-grey)]',
  red: '[--role:var(--role-red)]',
  orange: '[--role:var(--role-orange)]',
  yellow: '[--role:var(--role-yellow)]',
  green: '[--role:var(--role-green)]',
  blue: '[--role:var(--role-blue)]',
  purple: '[--role:var(--role-purple)]',
};

export function RoleColorSquare({ color, className }: { color: RoleColor; className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames('inline-block size-2.5 shrink-0 rounded-sm bg-(--role)', ROLE_CLASSES[color], className)}
    />
  );
}
