'use client';

import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import {
  EMPTY_QUERY,
  type FilterProperty,
  type FilterQuery,
  type FilterToken,
  parseToken,
  serializeToken,
} from '@/lib/core/list/filter-query';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { controlGroupClass, popupClass } from '../../ui/field/control-class';
import { useActiveOption } from '../../ui/field/use-active-option';
import { type FilterSuggestion, suggestFilters, tokenText } from './filter-suggestions';

type PropertyFilterProps = {
  /** The name of the box and its placeholder: "Find users". */
  label: string;
  properties: readonly FilterProperty[];
  query: FilterQuery;
  onQueryChange: (query: FilterQuery) => void;
  className?: string;
};

/** Renders a search box that turns `name: value` into tokens. The key `/` focuses it from anywhere on the page. */
export function PropertyFilter({ label, properties, query, onQueryChange, className }: PropertyFilterProps) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const suggestions = open ? suggestFilters(text, properties) : [];

  const add = (token: FilterToken | null) => {
    if (!token) return;
    const known = query.tokens.some((each) => serializeToken(each) === serializeToken(token));
    if (!known) onQueryChange({ ...query, tokens: [...query.tokens, token] });
    setText('');
    setOpen(false);
  };
  const remove = (index: number) => onQueryChange({ ...query, tokens: query.tokens.filter((_, at) => at !== index) });
  const edit = (index: number) => {
    const token = query.tokens[index];
    if (!token) return;
    remove(index);
    setText(tokenText(token, properties));
    setOpen(true);
    input.current?.focus();
  };
  const choose = (suggestion: FilterSuggestion | undefined) => {
    if (suggestion?.kind === 'token') add(suggestion.token);
    else if (suggestion) setText(suggestion.text);
    input.current?.focus();
  };
  const options = useActiveOption({ count: suggestions.length, onChoose: (index) => choose(suggestions[index]), resetKey: text });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (!open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) setOpen(true);
    if (options.onKeyDown(event)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      add(parseToken(text, properties));
    } else if (event.key === 'Escape' && (open || text !== '')) {
      event.stopPropagation();
      if (open) setOpen(false);
      else setText('');
    } else if (event.key === 'Backspace' && text === '' && query.tokens.length > 0) {
      event.preventDefault();
      edit(query.tokens.length - 1);
    }
  };

  return (
    <search
      className={classNames('relative min-w-0', className)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <div className={classNames(controlGroupClass, 'items-start gap-1.5 py-0.75 pr-1 pl-2')}>
        <Search aria-hidden size={14} className="mt-1.25 shrink-0 text-ink-3" />
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
          <FilterTokens query={query} properties={properties} onEdit={edit} onRemove={remove} onQueryChange={onQueryChange} />
          <input
            ref={input}
            data-filter-input
            role="combobox"
            aria-label={label}
            aria-expanded={suggestions.length > 0}
            aria-controls={suggestions.length > 0 ? options.listId : undefined}
            aria-activedescendant={suggestions.length > 0 ? options.activeId : undefined}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder={query.tokens.length === 0 ? label : ''}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setOpen(true);
            }}
            onClick={() => setOpen(true)}
            onKeyDown={onKeyDown}
            className="h-6 min-w-24 flex-1 bg-transparent outline-none"
          />
        </div>
        {query.tokens.length > 0 ? (
          <Button
            variant="ghost"
            size="sm"
            className="h-6"
            onClick={() => {
              onQueryChange(EMPTY_QUERY);
              input.current?.focus();
            }}
          >
            Clear
          </Button>
        ) : null}
      </div>
      {suggestions.length > 0 ? (
        <div
          id={options.listId}
          role="listbox"
          aria-label="Suggestions"
          className={classNames(popupClass, 'absolute inset-x-0 top-full z-30 mt-1 max-h-80 max-w-lg overflow-y-auto p-1')}
        >
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input, which points here by aria-activedescendant
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
            <div
              key={suggestion.label}
              id={options.optionId(index)}
              role="option"
              aria-selected={index === options.index}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => options.setIndex(index)}
              onClick={() => choose(suggestion)}
              className={classNames(
                'flex justify-between gap-4 rounded-sm px-2 py-1.5',
                index === options.index && 'bg-accent-soft',
              )}
            >
              <span className="min-w-0 break-words">{suggestion.label}</span>
              {suggestion.detail ? <span className="shrink-0 text-ink-3 text-sm">{suggestion.detail}</span> : null}
            </div>
          ))}
        </div>
      ) : null}
    </search>
  );
}

type FilterTokensProps = Pick<PropertyFilterProps, 'query' | 'properties' | 'onQueryChange'> & {
  onEdit: (index: number) => void;
  onRemove: (index: number) => void;
};

function FilterTokens({ query, properties, onEdit, onRemove, onQueryChange }: FilterTokensProps) {
  const other = query.join === 'and' ? 'or' : 'and';
  return query.tokens.map((token, index) => {
    const words = tokenText(token, properties);
    return (
      <span key={serializeToken(token)} className="inline-flex max-w-full items-center gap-1">
        {index === 0 ? null : (
          <button
            type="button"
            aria-label={`Filters are combined with ${query.join}; combine with ${other}`}
            onClick={() => onQueryChange({ ...query, join: other })}
            className="rounded-sm px-1 text-ink-2 text-xs hover:bg-hover"
          >
            {query.join}
          </button>
        )}
        <span className="inline-flex h-6 min-w-0 items-center rounded-sm bg-accent-soft font-medium text-accent text-xs">
          <button
            type="button"
            aria-label={`Edit filter ${words}`}
            onClick={() => onEdit(index)}
            className="min-w-0 truncate rounded-sm px-2 leading-6"
          >
            {words}
          </button>
          <button
            type="button"
            aria-label={`Remove filter ${words}`}
            onClick={() => onRemove(index)}
            className="flex size-6 shrink-0 items-center justify-center rounded-sm hover:text-accent-strong"
          >
            <X aria-hidden size={12} />
          </button>
        </span>
      </span>
    );
  });
}
