import { ExternalLink } from 'lucide-react';
import { classNames } from './class-names';
import { Link, type LinkProps } from './navigation';
import { VisuallyHidden } from './visually-hidden';

type TextLinkProps = LinkProps & {
  /** Opens in a new tab, for reading next to a form and for pages outside the console. */
  external?: boolean;
  /** Always underlined, for links in running text that color alone would mark. */
  inline?: boolean;
};

/** A link in text or a table. */
export function TextLink({ external, inline, className, children, ...rest }: TextLinkProps) {
  return (
    <Link
      {...rest}
      {...(external ? { target: '_blank', rel: 'noreferrer' } : {})}
      className={classNames(
        'rounded-sm text-accent underline-offset-3 hover:underline',
        inline && 'underline decoration-1',
        className,
      )}
    >
      {children}
      {external ? (
        <>
          <ExternalLink aria-hidden size={12} className="ml-1 inline align-baseline" />
          <VisuallyHidden> (opens in a new tab)</VisuallyHidden>
        </>
      ) : null}
    </Link>
  );
}
