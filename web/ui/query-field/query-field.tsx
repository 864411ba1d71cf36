import { type KeyboardEvent, type Ref, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Completion, complete, type Known } from "./complete";
import { Highlighted, type Mark } from "./highlighted";
import css from "./query-field.module.css";
import { Suggestions } from "./suggestions";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit?: () => void;
  onEscape?: () => void;
  marks?: readonly Mark[];
  known: Known;
  placeholder?: string;
  multiline?: boolean;
  describedBy?: string | undefined;
  inputRef?: Ref<HTMLTextAreaElement>;
}

/** A field that takes the query language: the text lies over a coloured copy of itself. */
export function QueryField(props: Props) {
  const { t } = useTranslation();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const ground = useRef<HTMLPreElement>(null);
  const caretAfter = useRef<number | null>(null);
  const [found, setFound] = useState<Completion | null>(null);
  const [active, setActive] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is set once the new value is there
  useLayoutEffect(() => {
    if (caretAfter.current !== null) area.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = null;
  }, [props.value]);

  const look = (value: string, caret: number) => {
    setFound(complete(value, caret, props.known));
    setActive(0);
  };
  const accept = (index: number) => {
    const item = found?.items[index];
    if (!found || !item) return;
    caretAfter.current = found.from + item.insert.length;
    props.onChange(props.value.slice(0, found.from) + item.insert + props.value.slice(found.to));
    setFound(null);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (found) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        setActive((active + step + found.items.length) % found.items.length);
        return;
      }
      if (event.key === "Tab" || (event.key === "Enter" && props.multiline)) {
        event.preventDefault();
        accept(active);
        return;
      }
    }
    if (event.key === "Escape") {
      if (found) setFound(null);
      else props.onEscape?.();
    }
    if (event.key === "Enter" && (!props.multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setFound(null);
      props.onSubmit?.();
    }
  };
  const scroll = () => {
    if (ground.current && area.current) ground.current.scrollLeft = area.current.scrollLeft;
  };
  return (
    <div className={css.box} data-multiline={props.multiline}>
      <pre ref={ground} className={css.ground} aria-hidden="true">
        <Highlighted query={props.value} marks={props.marks ?? []} />
        {"\n"}
      </pre>
      <textarea
        ref={(node) => {
          area.current = node;
          if (typeof props.inputRef === "function") props.inputRef(node);
          else if (props.inputRef) props.inputRef.current = node;
        }}
        className={css.area}
        rows={props.multiline ? 3 : 1}
        wrap={props.multiline ? "soft" : "off"}
        value={props.value}
        placeholder={props.placeholder}
        aria-label={props.label}
        aria-autocomplete="list"
        aria-controls={found ? id : undefined}
        aria-activedescendant={found ? `${id}-${active}` : undefined}
        aria-describedby={props.describedBy}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => {
          const value = props.multiline ? event.target.value : event.target.value.replace(/\n/gu, " ");
          props.onChange(value);
          look(value, event.target.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onScroll={scroll}
        onBlur={() => setFound(null)}
      />
      {found && (
        <Suggestions id={id} items={found.items} active={active} label={t("query.suggestions")} onPick={accept} />
      )}
    </div>
  );
}
