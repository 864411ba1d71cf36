import { ColorSwatch } from "@mantine/core";
import { useTranslation } from "react-i18next";

const colors = ["#0b6477", "#1c6a8c", "#2c6e49", "#8a5a00", "#b3431f", "#7a4e8a"];

/** The colour of a query; pressing the chosen one takes it away. */
export function ColorChoice({ value, onChange }: { value: string | null; onChange: (color: string | null) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="row" style={{ border: 0, padding: 0, margin: 0, gap: 6 }}>
      <legend className="hidden">{t("queries.color")}</legend>
      {colors.map((color, index) => (
        <ColorSwatch
          key={color}
          component="button"
          type="button"
          color={color}
          size={24}
          withShadow={false}
          aria-pressed={color === value}
          aria-label={t("queries.colorNumber", { n: index + 1 })}
          onClick={() => onChange(color === value ? null : color)}
          style={{ cursor: "pointer", color: "#fff" }}
        >
          {color === value && "✓"}
        </ColorSwatch>
      ))}
    </fieldset>
  );
}
