import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';
import { Link, type LinkProps } from './navigation';
import { Spinner } from './spinner';
import { Tooltip } from './tooltip';

export type ButtonVariant = 'normal' | 'primary' | 'danger' | 'danger-primary' | 'link' | 'ghost';
export type ButtonSize = 'md' | 'sm';

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium text-sm whitespace-nowrap transition-colors select-none ' +
  'aria-disabled:cursor-not-allowed disabled:cursor-not-allowed';

const SIZES: Record<ButtonSize, string> = { md: 'h-8 px-3', sm: 'h-7 px-2' };

const VARIANTS: Record<ButtonVariant, string> = {
  normal: 'border-line-strong bg-surface text-ink hover:bg-hover active:bg-sunken data-popup-open:bg-hover',
  primary: 'border-accent bg-accent text-accent-ink hover:border-accent-strong hover:bg-accent-strong',
  danger: 'border-line-strong bg-surface text-deny hover:border-deny hover:bg-deny-soft',
  'danger-primary': 'border-deny bg-deny text-deny-ink hover:border-deny-strong hover:bg-deny-strong',
  link: 'h-auto border-transparent px-0 text-accent underline-offset-3 hover:underline',
  ghost: 'border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover',
};

const DISABLED =
  'border-line bg-sunken text-ink-3 hover:border-line hover:bg-sunken hover:text-ink-3 hover:no-underline active:bg-sunken';

/** Paper cannot be pressed. Links look like text there, and stay. */
const ON_PAPER: Record<ButtonVariant, string | false> = {
  normal: 'print:hidden',
  primary: 'print:hidden',
  danger: 'print:hidden',
  'danger-primary': 'print:hidden',
  link: false,
  ghost: 'print:hidden',
};

export function buttonClass(variant: ButtonVariant, size: ButtonSize = 'md', disabled = false): string {
  const off =
    disabled &&
    (variant === 'link' || variant === 'ghost'
      ? 'text-ink-3 hover:bg-transparent hover:text-ink-3 hover:no-underline'
      : DISABLED);
  return classNames(BASE, SIZES[size], VARIANTS[variant], ON_PAPER[variant], off);
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows a spinner and ignores clicks; the button keeps focus. */
  loading?: boolean;
  disabled?: boolean;
  /**
   * Why the button can't be used: disables it, keeps it focusable and says the reason in a tooltip. Pass it as undefined while there is
   * none, so that the button keeps the focus when the reason appears.
   */
  disabledReason?: string;
};

export function Button(props: ButtonProps) {
  const button = <PlainButton {...props} />;
  if (!('disabledReason' in props)) return button;
  return (
    <Tooltip content={props.disabledReason} describe>
      {button}
    </Tooltip>
  );
}

/** The button itself, without the tooltip that says the reason against it. */
function PlainButton({
  variant = 'normal',
  size = 'md',
  loading,
  disabled,
  disabledReason,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const blocked = Boolean(loading || disabledReason);
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled && !disabledReason}
      aria-disabled={blocked || undefined}
      aria-busy={loading || undefined}
      onClick={blocked ? preventUse : onClick}
      className={classNames(buttonClass(variant, size, Boolean(disabled || disabledReason)), className)}
    >
      {loading ? <Spinner size={14} /> : null}
      {children}
    </button>
  );
}

function preventUse(event: { preventDefault: () => void }) {
  event.preventDefault();
}

export type ButtonLinkProps = LinkProps & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** The reason why the target is not available. Renders a disabled button instead of a link. */
  disabledReason?: string;
};

/** A link that looks like a button: it navigates and has no other effect. */
export function ButtonLink({ variant = 'normal', size = 'md', className, disabledReason, ...rest }: ButtonLinkProps) {
  if (disabledReason !== undefined) {
    return (
      <Button variant={variant} size={size} className={className} disabledReason={disabledReason} aria-label={rest['aria-label']}>
        {rest.children}
      </Button>
    );
  }
  return <Link {...rest} className={classNames(buttonClass(variant, size), className)} />;
}

export type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  /** The accessible name, shown as a tooltip too. */
  label: string;
  children: ReactNode;
  /** False if the tooltip would repeat adjacent text. */
  tooltip?: boolean;
};

export function IconButton({
  label,
  variant = 'ghost',
  size = 'md',
  tooltip = true,
  className,
  disabledReason,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={disabledReason ?? (tooltip ? label : undefined)} describe={disabledReason !== undefined}>
      <PlainButton
        {...rest}
        variant={variant}
        size={size}
        aria-label={label}
        disabledReason={disabledReason}
        className={classNames(size === 'sm' ? 'w-7' : 'w-8', 'px-0', className)}
      >
        {children}
      </PlainButton>
    </Tooltip>
  );
}
