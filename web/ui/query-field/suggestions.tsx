import { useTranslation } from "react-i18next";
import type { Suggestion } from "./complete";
import css from "./query-field.module.css";

interface Props {
  id: string;
  items: readonly Suggestion[];
  active: number;
  label: string;
  onPick: (index: number) => void;
}

export function Suggestions({ id, items, active, label, onPick }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.list} id={id} role="listbox" aria-label={label}>
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus and points here
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the text field
        <div
          key={item.insert}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={css.option}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(index)}
        >
          <code>{item.insert.trim()}</code>
          {item.about && <span className="small dimmer ell">{t(`operator.${item.about}`)}</span>}
        </div>
      ))}
    </div>
  );
}
